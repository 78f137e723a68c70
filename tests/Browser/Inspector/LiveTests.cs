using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Inspector;

public sealed partial class LiveTests(Chromium chromium)
{
    [Fact]
    public async Task Page_OpenedWhileATurnRuns_ShowsItWhenItIsThereAndTheNextOnes()
    {
        var ends = TestContext.Current.CancellationToken;
        var (gate, next) = (new EngineGate(), new EngineGate());
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Says("First.").Says("Second, at last.", gate).Says("Third.", next), ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await client.OpenAsync();
        var talk = new Conversation().User("One?");
        await client.TakeAsync(session, talk.Body());
        talk.Assistant("First.").User("Two?");
        var second = client.TakeAsync(session, talk.Body());
        await gate.Arrived;
        await using var page = await OpenPage.OpenAsync(chromium, server.Root, $"sessions/{session}/view");
        await Assertions.Expect(page.Page.Locator("#live")).ToHaveTextAsync("● live: a turn runs");
        await page.Page.Locator("#t2").FocusAsync();
        await page.Page.EvaluateAsync("window.isSamePage = true");
        Assert.Equal(0, await page.Page.Locator("#turn-1").CountAsync());

        gate.Open();
        await second;
        await Assertions.Expect(page.Page.Locator("#turn-1 .model")).ToContainTextAsync("Second, at last.");
        await Assertions.Expect(page.Page.Locator("#live")).ToHaveTextAsync("● live");
        await Assertions.Expect(page.Page.Locator("[aria-labelledby=turns] li")).ToHaveCountAsync(2);
        Assert.Equal("t2", await page.FocusAsync());

        var third = client.TakeAsync(session, talk.Assistant("Second, at last.").User("Three?").Body());
        await next.Arrived;
        await Assertions.Expect(page.Page.Locator("#live")).ToHaveTextAsync("● live: a turn runs");
        next.Open();
        await third;
        await Assertions.Expect(page.Page.Locator("#turn-2 .model")).ToContainTextAsync("Third.");
        Assert.True(await page.Page.EvaluateAsync<bool>("window.isSamePage"));
        Assert.Equal([new Uri(server.Root, $"sessions/{session}/view").AbsoluteUri], page.Requests.Distinct());
        Assert.Empty(page.Complaints);
    }

    /// <summary>A later turn can make tokens of an earlier one a mismatch. Here the server's answer is changed on its way.</summary>
    [Fact]
    public async Task Mismatch_ThatAKeptTurnGets_IsShown()
    {
        var ends = TestContext.Current.CancellationToken;
        var gate = new EngineGate();
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("First.").Says("Second.", gate), ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await client.OpenAsync();
        var talk = new Conversation().User("One?");
        await client.TakeAsync(session, talk.Body());
        var second = client.TakeAsync(session, talk.Assistant("First.").User("Two?").Body());
        await gate.Arrived;
        await using var page = await OpenPage.OpenAsync(chromium, server.Root, $"sessions/{session}/view");
        var token = page.Page.Locator("#turn-0 #t2");
        await token.FocusAsync();
        Assert.DoesNotContain("mismatch", await token.GetAttributeAsync("title"), StringComparison.Ordinal);
        await page.Page.RouteAsync("**/view", async route =>
        {
            var answer = await route.FetchAsync();
            var marked = Token2().Replace(await answer.TextAsync(), "$1 mismatch$2, mismatch 1\"");
            await route.FulfillAsync(new() { Response = answer, Body = marked });
        });

        gate.Open();
        await second;

        await Assertions.Expect(page.Page.Locator("#t2.mismatch")).ToHaveAttributeAsync("title", new Regex(", mismatch 1$"));
        await Assertions.Expect(page.Page.Locator("#turn-1 .model")).ToContainTextAsync("Second.");
        Assert.Equal("t2", await page.FocusAsync());
    }

    [GeneratedRegex("(<span class=\"tok[^\"]*)(\" id=\"t2\" [^>]*title=\"[^\"]*)\"")]
    private static partial Regex Token2();
}
