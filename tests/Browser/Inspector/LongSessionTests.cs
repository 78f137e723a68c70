namespace Tito.Tests.Browser.Inspector;

public sealed class LongSessionTests(Chromium chromium, InspectedSessions sessions)
{
    [Fact]
    public async Task Page_OfMoreThan131072Tokens_TellsAPageOfThemAndLinksToTheOthers()
    {
        using var client = sessions.Client();
        var metadata = (await client.ViewAsync(sessions.Long)).Metadata;
        var count = metadata.GetProperty("accumulated_token_ids").GetArrayLength();
        Assert.InRange(count, 131_072, 140_000);
        var mismatch = metadata.GetProperty("tito_session_mismatch")[0].GetProperty("actual_token_index").GetInt32();
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Long);
        Assert.Equal(4096 + 1, await page.Page.Locator(".text .tok").CountAsync());
        Assert.Equal(32_768, await page.Page.EvaluateAsync<int>("document.querySelector('main .text').textContent.split('line of words').length - 1"));

        await page.ClickAsync("mismatches", "1. assistant text");

        await page.Page.Locator($"#t{mismatch}").WaitForAsync();
        Assert.Equal((count % 4096) + 1, await page.Page.Locator(".text .tok").CountAsync());
        Assert.Equal($"t{mismatch}", await page.FocusAsync());
        Assert.Equal("131,072", await page.Page.Locator(".pages a[aria-current=page]").TextContentAsync());
    }
}
