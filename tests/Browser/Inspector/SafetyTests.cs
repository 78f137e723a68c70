using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

/// <summary>What a session holds stays text, and the page is all that there is.</summary>
public sealed class SafetyTests(Chromium chromium, InspectedSessions sessions)
{
    [Fact]
    public async Task Text_ThatIsMarkup_IsShownAndDoesNotRun()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Attacked);

        var text = await page.Page.Locator("#turn-0 .model").TextContentAsync();

        Assert.Equal(InspectedSessions.Hostile.Replace("\u202E", "U+202E", StringComparison.Ordinal).Replace("\u0007", "U+0007", StringComparison.Ordinal) + "<|im_end|>", text);
        Assert.False(await page.Page.EvaluateAsync<bool>("'ran' in window"));
        Assert.Equal(0, await page.Page.Locator("img").CountAsync());
        Assert.Equal(1, await page.Page.Locator("script").CountAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Policy_WhenMarkupIsInsertedAllTheSame_RunsNothing()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Attacked);

        await page.Page.EvaluateAsync("text => { document.querySelector('main').innerHTML = text; const s = document.createElement('script'); s.textContent = 'window.ran=4'; document.body.append(s); }", InspectedSessions.Hostile);

        Assert.False(await page.Page.EvaluateAsync<bool>("'ran' in window"));
        Assert.Contains(page.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_OfALostTurn_IsShownAsText()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Tree);

        await Assertions.Expect(page.Page.Locator(".notices")).ToContainTextAsync("turn 0 was lost with the process that took it: asked 1970-01-01 00:00:00Z, key <b>lost</b>.");
        await Assertions.Expect(page.Page.Locator(".notices")).ToContainTextAsync("Turn 1 cut off by length.");
        Assert.Equal("incomplete", await page.Page.Locator(".state").TextContentAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_WhenItIsOpenedAndWalked_AsksForNothingElse(ColorScheme scheme)
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear, new() { ColorScheme = scheme });

        await page.ClickAsync("turns", "Turn 1");
        await page.ClickAsync("mismatches", "1. assistant text");
        await page.Page.Locator("summary").First.ClickAsync();

        Assert.Equal([new Uri(sessions.Root, $"sessions/{sessions.Linear}/view").AbsoluteUri], page.Requests);
        Assert.Empty(page.Complaints);
    }
}
