namespace Tito.Tests.Browser.Inspector;

public sealed class LongSessionTests(Chromium chromium, InspectedSessions sessions)
{
    [Fact]
    public async Task Page_OfMoreThan131072Tokens_TellsAPageOfThemAndShowsAllAsText()
    {
        using var client = sessions.Client();
        var count = (await client.ViewAsync(sessions.Long)).Ids.Length;
        Assert.InRange(count, 131_072, 140_000);
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Long);

        Assert.Equal(4096 + 1, await page.Page.Locator(".tok").CountAsync());
        Assert.Equal(32_768, await page.Page.EvaluateAsync<int>("document.querySelector('main').textContent.split('line of words').length - 1"));

        await page.Page.Locator(".pages a").Last.ClickAsync();

        Assert.Equal("<|im_end|>", await page.Page.Locator($"#t{count - 1}").TextContentAsync());
        Assert.Equal((count % 4096) + 1, await page.Page.Locator(".tok").CountAsync());
    }
}
