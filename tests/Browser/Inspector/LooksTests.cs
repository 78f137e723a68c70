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
            Assert.True(Contrast.Of(style[0], style[1]) >= 7, $"{origin}: {style[0]} on {style[1]}");
        }
    }
}
