using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Browser.Inspector;

/// <summary>Search, and the way from one mismatch to the next.</summary>
public sealed class SearchTests(Chromium chromium, InspectedSessions sessions, AgentSession agent)
{
    [Fact]
    public async Task Text_IsFoundAcrossTokens_AndWalkedRoundInBothDirections()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);
        var (keys, found) = (page.Page.Keyboard, page.Page.Locator("#found"));

        await keys.PressAsync("/");
        Assert.Equal("find", await page.FocusAsync());
        await page.Page.Locator("#find").FillAsync("in zürich");
        await Assertions.Expect(found).ToHaveTextAsync("3 found");
        foreach (var told in new[] { "1 of 3", "2 of 3", "3 of 3", "1 of 3" })
        {
            await keys.PressAsync("Enter");
            await Assertions.Expect(found).ToHaveTextAsync(told);
        }

        await keys.PressAsync("Shift+Enter");
        await Assertions.Expect(found).ToHaveTextAsync("3 of 3");
        Assert.Equal("in Zürich", await page.Page.EvaluateAsync<string>("[...CSS.highlights.get('found-here')][0].toString()"));
        await keys.PressAsync("Escape");
        Assert.Matches(", \" ?in\", model, mask 1, ", await page.LineAsync());
        await keys.PressAsync("j");
        Assert.Equal("prompt", await page.Page.EvaluateAsync<string>("document.activeElement.closest('.run').getAttribute('aria-label')"));
    }

    [Fact]
    public async Task TokenId_IsFoundInTheTokensOfAllPages()
    {
        using var client = agent.Client();
        var ids = (await client.ViewAsync(agent.Id)).Metadata.GetProperty("accumulated_token_ids").EnumerateArray().Select(id => id.GetInt32()).ToList();
        var id = ServedModel.Tokenizer.Encode("<tool_call>", SpecialTokens.Parse)[0];
        var places = ids.Index().Where(token => token.Item == id).Select(token => token.Index).ToList();
        var here = places.Count(place => place < 4096);
        Assert.True(here > 0 && here < places.Count);
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View);

        await page.Page.Locator("#find-in").SelectOptionAsync("id");
        await page.Page.Locator("#find").FillAsync($"{id}");
        await Assertions.Expect(page.Page.Locator("#found")).ToHaveTextAsync($"{places.Count} found");
        for (var i = 0; i <= here; i++)
        {
            await page.Page.Locator("#find").PressAsync("Enter");
        }

        await page.Page.WaitForURLAsync(new Regex($"page={places[here] / 4096}#t{places[here]}$"));
        Assert.Equal($"t{places[here]}", await page.FocusAsync());
        await Assertions.Expect(page.Page.Locator("#found")).ToHaveTextAsync($"{here + 1} of {places.Count}");
        Assert.StartsWith($"token {places[here]}, id {id}, \"<tool_call>\"", await page.LineAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("j");
        Assert.Equal($"t{places[here + 1]}", await page.FocusAsync());
    }

    /// <summary>Of another page the server sends a run's ids and place alone, also of a run that was replaced.</summary>
    [Fact]
    public async Task TokenId_OfAReplacedTokenOnAnotherPage_LeadsToItsPlace()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View);
        await page.Page.EvaluateAsync("document.querySelector('.turn .text').insertAdjacentHTML('beforeend', '<del class=\"run model\" data-start=\"4100\" data-ids=\"151999 152000\"></del>')");

        await page.Page.Locator("#find-in").SelectOptionAsync("id");
        await page.Page.Locator("#find").FillAsync("152000");
        await Assertions.Expect(page.Page.Locator("#found")).ToHaveTextAsync("1 found");
        await page.Page.Locator("#find").PressAsync("Enter");

        await page.Page.WaitForURLAsync(new Regex("page=1#t4100$"));
        Assert.Equal("t4100", await page.FocusAsync());
    }

    [Fact]
    public async Task Words_WhereAnIdIsAskedFor_AreTold()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);

        await page.Page.Locator("#find-in").SelectOptionAsync("id");
        await page.Page.Locator("#find").FillAsync("x1");

        await Assertions.Expect(page.Page.Locator("#found")).ToHaveTextAsync("no token id");
    }

    [Fact]
    public async Task Mismatches_AreWalkedByKeysAndByTheButton()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);
        var places = await page.Page.Locator(".mismatches > li > a").EvaluateAllAsync<string[]>("all => all.map(one => one.hash.slice(1))");
        Assert.True(places.Length >= 2);

        foreach (var place in places.Append(places[0]))
        {
            await page.Page.Keyboard.PressAsync("n");
            Assert.Equal(place, await page.FocusAsync());
        }

        await page.Page.Keyboard.PressAsync("p");
        Assert.Equal(places[^1], await page.FocusAsync());
        await page.Page.Locator("#next-mismatch").ClickAsync();
        Assert.Equal(places[0], await page.FocusAsync());
    }
}
