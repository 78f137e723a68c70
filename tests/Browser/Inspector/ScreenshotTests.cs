using Microsoft.Playwright;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Inspector;

/// <summary>Takes the pictures of the documentation: <c>./build.sh screenshot</c>.</summary>
public sealed class ScreenshotTests(Chromium chromium, InspectedSessions sessions, AgentSession agent)
{
    [Fact(Explicit = true)]
    [Trait("Suite", "screenshot")]
    public async Task Page_OfALinearSession_IsPhotographed()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear, new() { ViewportSize = new() { Width = 1200, Height = 1310 } });
        await page.Page.Locator("#turn-3 summary").ClickAsync();
        await page.ClickAsync("mismatches", "1. assistant text");
        await page.Page.EvaluateAsync("scrollTo(0, 0)");

        var picture = await page.Page.ScreenshotAsync(new() { Path = Repository.PathTo("docs", "inspector.png") });

        Assert.NotEmpty(picture);
    }

    [Theory(Explicit = true)]
    [Trait("Suite", "screenshot")]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_OfAnAgentsSession_IsPhotographed(ColorScheme scheme)
    {
        var name = $"inspector-{(scheme == ColorScheme.Light ? "light" : "dark")}.png";
        await using var page = await OpenPage.OpenAsync(
            chromium, agent.Root, agent.View, new() { ColorScheme = scheme, ViewportSize = new() { Width = 1440, Height = 1000 } });
        foreach (var key in new[] { "t", "l", "m" })
        {
            await page.Page.Keyboard.PressAsync(key);
        }

        await page.Page.Locator("#find").FillAsync("without the lock");
        await page.Page.Locator("#find").PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("#found")).ToContainTextAsync("1 of");
        await page.Page.EvaluateAsync("scrollTo(0, 0)");

        var picture = await page.Page.ScreenshotAsync(new() { Path = Repository.PathTo("docs", name) });

        Assert.NotEmpty(picture);
    }
}
