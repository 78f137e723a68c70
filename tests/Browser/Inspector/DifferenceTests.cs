using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

public sealed class DifferenceTests(Chromium chromium, InspectedSessions sessions)
{
    [Fact]
    public async Task Difference_OfARetry_ShowsWhatEachTurnHasAlone()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);

        await page.Page.Locator("#turn-3 .forks").GetByText("difference").ClickAsync();

        var section = page.Page.GetByRole(AriaRole.Region, new() { Name = "Turn 3 against turn 2" });
        await Assertions.Expect(section).ToBeVisibleAsync();
        Assert.Equal("difference", await page.FocusAsync());
        var compared = section.Locator(".compared");
        Assert.StartsWith(" Thursday", await compared.Locator("del").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.StartsWith(" Friday", await compared.Locator("ins").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("14", string.Concat(await compared.Locator("del").AllTextContentsAsync()), StringComparison.Ordinal);
        Assert.Contains("23", string.Concat(await compared.Locator("ins").AllTextContentsAsync()), StringComparison.Ordinal);
        await section.GetByText("Close").ClickAsync();
        await Assertions.Expect(section).ToHaveCountAsync(0);
        Assert.Equal("turn-3", await page.FocusAsync());
        Assert.Empty(page.Complaints);
    }
}
