using Microsoft.Playwright;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Inspector;

/// <summary>Rewards and metadata, which are a client's text, where a person looks for them.</summary>
public sealed class SaidTests(Chromium chromium)
{
    private const string Long = "a text that a client wrote, as long as one may be: ";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 380)]
    [InlineData(ColorScheme.Dark, 380)]
    public async Task Inspector_OfAJudgedSession_ShowsWhatWasSaidAsText(ColorScheme scheme, int width)
    {
        await using var server = await ServerAsync();
        await using var page = await OpenPage.OpenAsync(
            chromium, server.Root, "sessions/s/view", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        var (head, turn) = (page.Page.Locator("body > header"), page.Page.Locator("#turn-0"));

        await Assertions.Expect(head.Locator(".reward dd")).ToHaveTextAsync("-1.5");
        await Assertions.Expect(head.Locator("dl").First).ToContainTextAsync("rollouts-7");
        Assert.Equal("Metadata (2)", await head.Locator("summary").TextContentAsync());
        Assert.Equal([InspectedSessions.Hostile.Replace("\u202E", "U+202E", StringComparison.Ordinal).Replace("\u0007", "U+0007", StringComparison.Ordinal)], (await head.Locator(".metadata dd").AllTextContentsAsync()).Take(1));
        await Assertions.Expect(turn.Locator(".name .reward")).ToHaveTextAsync("reward 0.25");
        await Assertions.Expect(turn.Locator(".metadata dt")).ToHaveTextAsync("judge");
        await Assertions.Expect(turn.Locator(".metadata dd")).ToHaveTextAsync("tests <b>passed</b>");
        await Assertions.Expect(page.Page.Locator("[aria-labelledby=turns] small").First).ToContainTextAsync("sampled, reward 0.25");
        await Assertions.Expect(page.Page.Locator("#turn-1 .reward")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("#turn-1 .metadata")).ToHaveCountAsync(0);
        Assert.False(await page.Page.EvaluateAsync<bool>("'ran' in window"));
        Assert.Equal(0, await page.Page.Locator("img, .metadata b").CountAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "It is wider than the screen.");
        Assert.Empty(page.Complaints);
    }

    /// <summary>Metadata may have 8 KB: what is long waits behind a button that keys reach; what is short is there.</summary>
    [Fact]
    public async Task Metadata_ThatIsLong_OpensByKey()
    {
        await using var server = await ServerAsync();
        await using var page = await OpenPage.OpenAsync(chromium, server.Root, "sessions/s/view");
        var (head, turn) = (page.Page.Locator("body > header .metadata"), page.Page.Locator("#turn-0 .metadata"));

        await Assertions.Expect(turn.Locator("dd")).ToBeVisibleAsync();
        await Assertions.Expect(head.Locator("dd").Last).ToBeHiddenAsync();
        await head.Locator("summary").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(head.Locator("dd").Last).ToBeVisibleAsync();
        Assert.StartsWith(Long, await head.Locator("dd").Last.TextContentAsync(), StringComparison.Ordinal);
    }

    /// <summary>WCAG 2.2, success criterion 1.4.3 (AA): small text has a contrast ratio of at least 4.5:1.</summary>
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Reward_OfATurn_IsReadable(ColorScheme scheme)
    {
        await using var server = await ServerAsync();
        await using var page = await OpenPage.OpenAsync(chromium, server.Root, "sessions/s/view", new() { ColorScheme = scheme });

        var colour = await page.Page.Locator("#turn-0 .reward").EvaluateAsync<string>("one => getComputedStyle(one).color");
        var panel = await page.Page.Locator("#turn-0").EvaluateAsync<string>("one => getComputedStyle(one).backgroundColor");

        Assert.True(Contrast.Of(colour, panel) >= 4.5, $"{colour} on {panel}");
    }

    [Fact]
    public async Task List_OfSessions_HasTheRewardAndWhatElseWasSaidInItsTitle()
    {
        await using var server = await ServerAsync();
        await using var page = await OpenPage.OpenAsync(chromium, server.Root, "");
        var reward = page.Page.Locator("#rows tr").First.Locator("td").Nth(8);

        await Assertions.Expect(page.Page.Locator("th").Nth(8)).ToHaveTextAsync("Reward");
        await Assertions.Expect(reward).ToHaveTextAsync("-1.5");
        Assert.StartsWith($"group: rollouts-7\nattack: {InspectedSessions.Hostile}", await reward.GetAttributeAsync("title"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    private static async Task<TestServer> ServerAsync()
    {
        var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("Hello.", "Again."), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var said = string.Concat(Enumerable.Repeat(Long, 10))[..500];
        await client.OpenAsync($$$"""{"id":"s","policy":"linear","group":"rollouts-7","reward":-1.5,"metadata":{"attack":{{{Json(InspectedSessions.Hostile)}}},"note":"{{{said}}}"}}""");
        var talk = new Conversation().User("Hi");
        talk.GoOn(await client.TakeAsync("s", talk.Body()));
        await client.TakeAsync("s", talk.User("Once more").Body());
        Assert.Equal(200, (int)(await client.PostAsync("sessions/s/turns/0/annotate", """{"reward":0.25,"metadata":{"judge":"tests <b>passed</b>"}}""")).Status);
        return server;
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
