using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

/// <summary>What people switch on and off: folds, colours, messages, the list of keys.</summary>
public sealed class SwitchTests(Chromium chromium, InspectedSessions sessions, AgentSession agent)
{
    [Fact]
    public async Task ToolResults_FoldAllAndOneByOne_AndOpenForASearch()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View);
        var (folds, closed) = (page.Page.Locator(".fold"), page.Page.Locator(".fold.closed"));
        await Assertions.Expect(folds).ToHaveCountAsync(AgentSession.TurnCount - 1);
        await Assertions.Expect(closed).ToHaveCountAsync(0);

        await page.Page.Keyboard.PressAsync("t");
        await Assertions.Expect(closed).ToHaveCountAsync(AgentSession.TurnCount - 1);
        await Assertions.Expect(folds.First.Locator(".tok").First).ToBeHiddenAsync();
        var third = folds.Nth(2).GetByRole(AriaRole.Button, new() { NameRegex = new(@"^tool result, [\d,]+ characters$") });
        await third.PressAsync("Enter");
        await Assertions.Expect(closed).ToHaveCountAsync(AgentSession.TurnCount - 2);
        Assert.Equal("true", await third.GetAttributeAsync("aria-expanded"));
        await page.Page.Locator("#find").FillAsync("part_00.py:7:");
        await page.Page.Locator("#find").PressAsync("Enter");
        await Assertions.Expect(closed).ToHaveCountAsync(AgentSession.TurnCount - 3);
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("t");
        await Assertions.Expect(closed).ToHaveCountAsync(0);
    }

    /// <summary>Every token of a fold is one of the message's, and none is hidden that is not.</summary>
    [Fact]
    public async Task Fold_HoldsTheResultWordForWord()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View);

        var texts = await page.Page.Locator(".folded").EvaluateAllAsync<string[]>("all => all.map(one => one.textContent)");

        Assert.All(texts.Index(), text => Assert.Contains(text.Item, AgentSession.Result(text.Index), StringComparison.Ordinal));
        Assert.All(texts.Index(), text => Assert.InRange(text.Item.Length, AgentSession.Result(text.Index).Length - 8, AgentSession.Result(text.Index).Length));
    }

    [Fact]
    public async Task Walk_LeavesFoldedTokensOut()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View);
        await page.Page.Keyboard.PressAsync("t");
        var before = await page.Page.EvaluateAsync<string>(
            "[...document.querySelector('.fold').parentElement.children].filter(one => one.matches('.tok') && one.compareDocumentPosition(document.querySelector('.fold')) & 4).at(-1).id");
        await page.Page.Locator($"#{before}").FocusAsync();

        await page.Page.Keyboard.PressAsync("ArrowRight");

        Assert.NotEqual(before, await page.FocusAsync());
        Assert.False(await page.Page.EvaluateAsync<bool>("document.activeElement.closest('.fold') !== null"));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Logprobs_ColourSampledTokensByTheirProbability(ColorScheme scheme)
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View, new() { ColorScheme = scheme });
        var sampled = page.Page.Locator("#turn-1 .model .tok");
        var before = await ColourAsync(sampled.First);

        await page.Page.Keyboard.PressAsync("l");

        // exp(-0.001) = 99.9 %, exp(-0.3) = 74.1 %, exp(-1.2) = 30.1 %, exp(-3.1) = 4.5 %, exp(-6.2) = 0.2 %.
        var colours = new List<string>();
        foreach (var (index, band) in new[] { (0, "90 % or more"), (2, "50 to 90 %"), (4, "10 to 50 %"), (7, "1 to 10 %"), (11, "below 1 %") })
        {
            colours.Add(await ColourAsync(sampled.Nth(index)));
            Assert.Equal(colours[^1], await ColourAsync(page.Page.Locator(".bands .tok").GetByText(band)));
            Assert.True(await ContrastAsync(sampled.Nth(index)) >= 7, band);
        }

        Assert.Equal(5, colours.Distinct().Count());
        await page.Page.ReloadAsync();
        Assert.Equal(colours[0], await ColourAsync(sampled.First));
        await page.Page.Locator("#show-logprobs").UncheckAsync();
        Assert.Equal(before, await ColourAsync(sampled.First));
    }

    [Fact]
    public async Task Chat_ShowsTheMessagesBesideTheTokens()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View);
        var chat = page.Page.Locator("#turn-1 .chat");
        await Assertions.Expect(chat).ToBeHiddenAsync();

        await page.Page.Keyboard.PressAsync("m");

        await Assertions.Expect(chat.Locator(".message.given .said")).ToHaveTextAsync(AgentSession.Result(0), new() { UseInnerText = false });
        await Assertions.Expect(chat.Locator(".message.assistant .call")).ToHaveTextAsync("read_file {\"path\": \"src/cache/part_01.py\"}");
        var (text, beside) = (await page.Page.Locator("#turn-1 .text").BoundingBoxAsync(), await chat.BoundingBoxAsync());
        Assert.True(beside!.X >= text!.X + text.Width - 1 && Math.Abs(beside.Y - text.Y) < 2);
    }

    [Fact]
    public async Task Chat_OfHostileMessages_IsText()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Attacked);

        await page.Page.Locator("#show-chat").CheckAsync();

        await Assertions.Expect(page.Page.Locator(".message.given .said")).ToContainTextAsync("<script>window.ran=1</script>");
        Assert.False(await page.Page.EvaluateAsync<bool>("'ran' in window"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Keys_AreListedUnderAQuestionMark()
    {
        await using var page = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);
        var dialog = page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });

        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await Assertions.Expect(dialog.Locator("dt")).ToHaveTextAsync(
            ["Tab", "↑ ↓", "← →", "Home End", "Enter", "/", "j k", "n p", "t", "l", "m", "c", "?", "Esc"]);
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await page.Page.Locator("#find").FillAsync("");
        await page.Page.Locator("#find").PressAsync("?");
        Assert.Equal("?", await page.Page.Locator("#find").InputValueAsync());
        await Assertions.Expect(dialog).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Page_WithoutScript_HasNoDeadControls()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View, new() { JavaScriptEnabled = false });

        Assert.Equal(0, await page.Page.Locator("button:visible, #find:visible").CountAsync());
        await page.Page.Locator("#show-chat").CheckAsync();
        await Assertions.Expect(page.Page.Locator("#turn-1 .chat")).ToBeVisibleAsync();
    }

    private static Task<string> ColourAsync(ILocator token) => token.EvaluateAsync<string>("one => getComputedStyle(one).backgroundColor");

    private static async Task<double> ContrastAsync(ILocator token)
    {
        var style = await token.EvaluateAsync<string[]>("one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]");
        return Contrast.Of(style[0], style[1]);
    }
}
