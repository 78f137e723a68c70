using System.Globalization;
using Microsoft.Playwright;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Browser.Inspector;

/// <summary>What a person does with the page, with the mouse and with the keyboard.</summary>
public sealed class WalkTests(Chromium chromium, InspectedSessions sessions)
{
    [Fact]
    public async Task Turn_WhenItsLinkIsClicked_HasTheFocus()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);

        await page.ClickAsync("turns", "Turn 3");

        Assert.Equal("turn-3", await page.FocusAsync());
        await Assertions.Expect(page.Page.Locator("#turn-3")).ToBeInViewportAsync();
        await Assertions.Expect(page.Page.Locator("#turn-3 .text")).ToContainTextAsync("Sunny again, 23 °C.");
        Assert.Equal("location", await page.Page.Locator("[aria-labelledby=turns] a[href='#turn-3']").GetAttributeAsync("aria-current"));
    }

    [Fact]
    public async Task Mismatch_WhenItsLinkIsClicked_PutsTheFocusOnItsToken()
    {
        using var client = sessions.Client();
        var mismatch = (await client.ViewAsync(sessions.Linear)).Metadata.GetProperty("tito_session_mismatch")[0];
        var index = mismatch.GetProperty("actual_token_index").GetInt32();
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);

        await page.ClickAsync("mismatches", "1. assistant text");

        Assert.Equal($"t{index}", await page.FocusAsync());
        await Assertions.Expect(page.Page.Locator($"#t{index}")).ToBeInViewportAsync();
        // The answer begins without a think block, which the template writes into every turn.
        Assert.Matches($"^token {index}, id \\d+, \"It\", model, mask 1, .*, mismatch 1$", await page.LineAsync());
    }

    [Fact]
    public async Task Branch_OfATree_IsShownWhenItsLinkIsClicked()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Tree);
        await Assertions.Expect(page.Page.Locator("main")).ToContainTextAsync("Answer four.");

        await page.ClickAsync("branches", "To turn 1");

        await Assertions.Expect(page.Page.Locator("main")).ToContainTextAsync("Answer two goes on and");
        await Assertions.Expect(page.Page.Locator("main")).Not.ToContainTextAsync("Answer one.");
        Assert.Equal(["turn-1"], await page.Page.Locator(".turn").EvaluateAllAsync<string[]>("all => all.map(one => one.id)"));
        Assert.Equal(["To turn 1"], await page.Page.Locator("[aria-labelledby=branches] a[aria-current=page] b").AllTextContentsAsync());
    }

    [Fact]
    public async Task Fork_OfATree_LeadsToTheTurnInTheSamePlace()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Tree);

        await page.Page.Locator("#turn-3 .forks a").First.ClickAsync();

        await Assertions.Expect(page.Page.Locator("#turn-2 .text")).ToContainTextAsync("Answer three.");
        Assert.Equal("turn-2", await page.FocusAsync());
    }

    [Fact]
    public async Task Branch_ThatALinearSessionRolledBack_CanBeWalked()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);
        await Assertions.Expect(page.Page.Locator("[aria-labelledby=branches]")).ToContainTextAsync("left behind");

        await page.ClickAsync("branches", "To turn 2");

        await Assertions.Expect(page.Page.Locator("#turn-2 .text")).ToContainTextAsync("Rain, 14 °C.");
    }

    [Fact]
    public async Task Notice_OfTurnsThatWereLeftBehind_IsRedAndLeadsToThem()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);
        var notice = page.Page.Locator(".notices .left");
        await Assertions.Expect(notice).ToContainTextAsync("was left behind");
        await Assertions.Expect(page.Page.Locator(".state")).ToHaveTextAsync("restarted");
        var colours = await page.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.notices .left, .state')].map(found => getComputedStyle(found).color)");
        Assert.Single(colours.Distinct());

        await notice.GetByText("Show turn").ClickAsync();

        await Assertions.Expect(page.Page.Locator("#turn-2 .text")).ToContainTextAsync("Rain, 14 °C.");
    }

    [Fact]
    public async Task Keyboard_WalksTheListTheTurnsAndTheTokens()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);
        var keys = page.Page.Keyboard;
        await keys.PressAsync("Tab");
        Assert.Equal("Skip to the tokens", await page.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Page.Locator("[aria-labelledby=turns] a").First.FocusAsync();

        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        Assert.Equal("turn-1", await page.FocusAsync());
        await keys.PressAsync("ArrowDown");
        Assert.Equal("turn-3", await page.FocusAsync());
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("ArrowRight");
        var first = await page.FocusAsync();
        Assert.Equal("splice", await page.Page.EvaluateAsync<string>("document.activeElement.closest('.run').getAttribute('aria-label')"));
        await keys.PressAsync("ArrowRight");
        var second = int.Parse(first[1..], CultureInfo.InvariantCulture) + 1;
        Assert.Equal($"t{second}", await page.FocusAsync());
        Assert.StartsWith($"token {second}, id ", await page.LineAsync(), StringComparison.Ordinal);
        await keys.PressAsync("ArrowLeft");
        Assert.Equal(first, await page.FocusAsync());
        Assert.NotEqual("none", await page.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Fact]
    public async Task Token_UnderThePointer_IsTold()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);
        var sunny = page.Page.Locator("#turn-3 .model .tok").First;
        var id = ServedModel.Tokenizer.Encode("S", SpecialTokens.AsText)[0];

        await sunny.HoverAsync();

        Assert.Matches($"^token \\d+, id {id}, \"S\", model, mask 1, logprob -0\\.1000, probability 90\\.5 %, mismatch \\d+$", await page.LineAsync());
        Assert.Equal(await page.LineAsync(), await sunny.GetAttributeAsync("title"));
    }

    [Fact]
    public async Task Page_WithoutScript_CanBeReadAndWalked()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Tree, new() { JavaScriptEnabled = false });

        await page.ClickAsync("turns", "Turn 3");
        await Assertions.Expect(page.Page.Locator("#turn-3")).ToBeInViewportAsync();
        await page.ClickAsync("branches", "To turn 2");
        await Assertions.Expect(page.Page.Locator("main")).ToContainTextAsync("Answer three.");
        await Assertions.Expect(page.Page.Locator("#token")).ToBeHiddenAsync();
    }
}
