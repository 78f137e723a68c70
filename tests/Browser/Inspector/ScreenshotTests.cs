using Tito.Tests.Support;

namespace Tito.Tests.Browser.Inspector;

/// <summary>Takes the picture of the documentation: <c>./build.sh screenshot</c>.</summary>
public sealed class ScreenshotTests(Chromium chromium, InspectedSessions sessions)
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
}
