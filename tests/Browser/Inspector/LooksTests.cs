using System.Globalization;
using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

public sealed class LooksTests(Chromium chromium, InspectedSessions sessions)
{
    private static readonly string[] Origins = ["prompt", "environment", "splice", "model"];

    /// <summary>Whoever sees no colours has the lines: none, dotted, wavy, solid.</summary>
    [Fact]
    public async Task Origins_WithoutColour_AreToldApartByTheirLines()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);

        var lines = await Task.WhenAll(Origins.Select(origin => page.Page.Locator($".legend span.{origin}").EvaluateAsync<string>(
            "one => getComputedStyle(one).textDecorationLine + ' ' + getComputedStyle(one).textDecorationStyle")));

        Assert.Equal(4, lines.Select(line => line.StartsWith("none", StringComparison.Ordinal) ? "none" : line).Distinct().Count());
    }

    /// <summary>WCAG 2.2, success criterion 1.4.6 (AAA): a contrast ratio of at least 7:1.</summary>
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_OnEachOriginsColour_HasAContrastOfSeven(ColorScheme scheme)
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear, new() { ColorScheme = scheme });

        foreach (var origin in Origins)
        {
            var style = await page.Page.Locator($"#turn-1 .run, #turn-0 .run").And(page.Page.Locator($".{origin}")).First.EvaluateAsync<string[]>(
                "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]");
            Assert.True(Contrast(style[0], style[1]) >= 7, $"{origin}: {style[0]} on {style[1]}");
        }
    }

    /// <summary>WCAG 2.2, "contrast ratio": (L1 + 0.05) / (L2 + 0.05), where L1 is the lighter one's relative luminance.</summary>
    private static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>WCAG 2.2, "relative luminance", of a colour that is written as <c>rgb(r, g, b)</c>.</summary>
    private static double Luminance(string colour)
    {
        var parts = colour["rgb(".Length..^1].Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture) / 255)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
