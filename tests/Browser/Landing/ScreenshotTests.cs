using Microsoft.Playwright;
using Tito.Tests.Browser.Inspector;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Landing;

/// <summary>Takes the pictures of the documentation: <c>./build.sh screenshot</c>.</summary>
public sealed class ScreenshotTests(Chromium chromium, InspectedSessions sessions)
{
    [Theory(Explicit = true)]
    [Trait("Suite", "screenshot")]
    [InlineData(ColorScheme.Light, "landing-light.png")]
    [InlineData(ColorScheme.Dark, "landing-dark.png")]
    public async Task Page_OfSomeSessions_IsPhotographed(ColorScheme scheme, string name)
    {
        await using var page = await OpenPage.OpenAsync(
            chromium, sessions.Root, "", new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 820 } });
        await Assertions.Expect(page.Page.Locator("#rows tr")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Page.Locator("#rows .pill.restarted")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("#rows td:nth-child(5)").Filter(new() { HasTextRegex = new("^$") })).ToHaveCountAsync(0);

        // The port is another one in each run.
        await page.Page.EvaluateAsync("for (const part of document.querySelectorAll('.root')) part.textContent = 'http://127.0.0.1:7071'");
        var picture = await page.Page.ScreenshotAsync(new() { Path = Repository.PathTo("docs", name) });

        Assert.NotEmpty(picture);
    }
}
