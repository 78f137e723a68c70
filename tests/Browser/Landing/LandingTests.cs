using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tito.Tests.Browser.Inspector;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Landing;

/// <summary>The page at the server's root, as a person uses it.</summary>
public sealed class LandingTests(Chromium chromium, InspectedSessions sessions)
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfAServerWithSessions_ListsThemWithStateRestartsAndMismatches()
    {
        await using var page = await OpenPage.OpenAsync(chromium, sessions.Root, "");

        await Assertions.Expect(page.Page.Locator("#rows tr")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Page.Locator("#count")).ToHaveTextAsync("4 sessions");
        // Turns 0, 1, 2, and 3 as a retry of 2; the message of turn 1 lost the line feed that its text ends with.
        var linear = Row(page, sessions.Linear);
        await Assertions.Expect(linear.Locator(".pill").First).ToHaveTextAsync("restarted");
        var found = $"{await MismatchesAsync(sessions.Linear)}";
        await Assertions.Expect(linear.Locator("td").Nth(4)).ToHaveTextAsync(found);
        Assert.Equal(["4", "1", found, "0", "linear", ""], (await linear.Locator("td").AllTextContentsAsync()).Skip(2).Take(6));
        await Assertions.Expect(linear.Locator("td").Last).ToHaveTextAsync(new Regex(" ago$"));
        await Assertions.Expect(Row(page, sessions.Tree).Locator(".pill").First).ToHaveTextAsync("incomplete");
        await Assertions.Expect(page.Page.Locator("#ready")).ToHaveTextAsync("ready");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Filters_OfTheList_LeaveWhatTheySay()
    {
        await using var page = await OpenPage.OpenAsync(chromium, sessions.Root, "");
        string[] all = [sessions.Linear, sessions.Tree, sessions.Attacked, sessions.Long];
        var mismatched = new List<string>();
        foreach (var session in all)
        {
            var found = await MismatchesAsync(session);
            await Assertions.Expect(Row(page, session).Locator("td").Nth(4)).ToHaveTextAsync($"{found}");
            if (found > 0)
            {
                mismatched.Add(session);
            }
        }

        Assert.InRange(mismatched.Count, 2, 4);
        await page.Page.Locator("#restarts").CheckAsync();
        await ExpectAsync(page, sessions.Linear);
        await page.Page.Locator("#restarts").UncheckAsync();
        await page.Page.Locator("#mismatches").CheckAsync();
        await ExpectAsync(page, [.. mismatched]);
        await page.Page.Locator("#mismatches").UncheckAsync();
        await page.Page.Locator("#state").SelectOptionAsync("incomplete");
        await ExpectAsync(page, sessions.Tree);
        await page.Page.Locator("#state").SelectOptionAsync("");
        await page.Page.Locator("#filter").FillAsync(sessions.Attacked[..12]);
        await ExpectAsync(page, sessions.Attacked);
        await page.Page.Locator("#filter").FillAsync("nobody's");
        await Assertions.Expect(page.Page.Locator("#none")).ToHaveTextAsync("No session is like that.");
    }

    [Fact]
    public async Task List_WhenASessionIsOpenedAndATurnTaken_ShowsItByItself()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("Hello.", "Again."), Ends);
        using var client = new SessionClient(server.Root, Ends);
        await using var page = await OpenPage.OpenAsync(chromium, server.Root, "");
        await Assertions.Expect(page.Page.Locator("#none")).ToHaveTextAsync("No session yet: open one with the lines below.");

        var session = await client.OpenAsync("""{"policy":"linear"}""");
        await Assertions.Expect(Row(page, session).Locator(".pill").First).ToHaveTextAsync("empty");
        await client.TakeAsync(session, new Conversation().User("Hi").Body());
        await Assertions.Expect(Row(page, session).Locator("td").Nth(2)).ToHaveTextAsync("1");
        await Assertions.Expect(Row(page, session).Locator(".pill").First).ToHaveTextAsync("complete");
        await client.TakeAsync(session, new Conversation().User("Other").Body());
        await Assertions.Expect(Row(page, session).Locator("td").Nth(3)).ToHaveTextAsync("1");
        await client.DeleteAsync($"sessions/{session}");
        await Assertions.Expect(page.Page.Locator("#rows tr")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Session_WhenItsLinkIsClicked_IsInspected()
    {
        await using var page = await OpenPage.OpenAsync(chromium, sessions.Root, "");

        await Row(page, sessions.Linear).Locator("a").ClickAsync();

        await Assertions.Expect(page.Page).ToHaveURLAsync(new Uri(sessions.Root, $"sessions/{sessions.Linear}/view").AbsoluteUri);
        await Assertions.Expect(page.Page.Locator("#turn-1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Lines_ToCopy_NameThisServerAndAreCopied()
    {
        await using var page = await OpenPage.OpenAsync(chromium, sessions.Root, "");
        var root = sessions.Root.AbsoluteUri.TrimEnd('/');

        Assert.Equal(
            $$"""curl --json '{"id":"my-session"}' {{root}}/sessions""", await page.Page.Locator(".line code").First.InnerTextAsync());
        var button = page.Page.Locator(".line button").First;

        // It says so for a second and a half, which a slow machine may miss.
        await button.EvaluateAsync(
            "button => new MutationObserver(() => { button.dataset.said ??= button.textContent; }).observe(button, { childList: true })");
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("data-said", new Regex("^(Copied|Selected)$"));
    }

    [Fact]
    public async Task Page_OfAServerWithKeys_AsksForOneAndShowsTheInspectorWithIt()
    {
        await using var server = await KeyedAsync();
        using var client = new SessionClient(server.Root, Ends);
        client.Headers.Add("Authorization", "Bearer the-key");
        var session = await client.OpenAsync();
        await client.TakeAsync(session, new Conversation().User("Hi").Body());
        await using var page = await OpenPage.OpenAsync(chromium, server.Root, "");

        await Assertions.Expect(page.Page.Locator("#why")).ToHaveTextAsync("This server has keys.");
        await Assertions.Expect(page.Page.Locator("#rows tr")).ToHaveCountAsync(0);
        await page.Page.Locator("#key").FillAsync("wrong");
        await page.Page.Locator("#ask button").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#why")).ToHaveTextAsync("That key is none of this server's.");
        await page.Page.Locator("#key").FillAsync("the-key");
        await page.Page.Locator("#ask button").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#rows tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.Locator("#ask")).ToBeHiddenAsync();
        Assert.StartsWith("curl -H \"Authorization: Bearer $TITO_API_KEY\" ", await page.Page.Locator(".line code").First.InnerTextAsync(), StringComparison.Ordinal);

        var inspector = await page.Page.RunAndWaitForPopupAsync(() => Row(page, session).Locator("a").ClickAsync());
        await Assertions.Expect(inspector.Locator("#turn-0")).ToBeVisibleAsync();
        Assert.Equal("1px", await inspector.Locator("body > header").EvaluateAsync<string>("header => getComputedStyle(header).borderBottomWidth"));
        Assert.DoesNotContain(page.Requests, request => request.Contains("the-key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_WhenItIsOpen_AsksThisServerAloneAndFitsNarrowScreens(ColorScheme scheme)
    {
        await using var page = await OpenPage.OpenAsync(
            chromium, sessions.Root, "", new() { ColorScheme = scheme, ViewportSize = new() { Width = 420, Height = 800 } });

        await Assertions.Expect(page.Page.Locator("#rows tr")).ToHaveCountAsync(4);
        Assert.All(page.Requests, request => Assert.StartsWith(sessions.Root.AbsoluteUri, request, StringComparison.Ordinal));
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Policy_WhenMarkupIsInsertedAllTheSame_RunsNothing()
    {
        await using var page = await OpenPage.OpenAsync(chromium, sessions.Root, "");

        await page.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.ran=4'; document.body.append(s); }");

        Assert.False(await page.Page.EvaluateAsync<bool>("'ran' in window"));
        Assert.Contains(page.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private async Task<int> MismatchesAsync(string session)
    {
        using var client = sessions.Client();
        return (await client.ViewAsync(session)).Metadata.GetProperty("tito_session_mismatch").GetArrayLength();
    }

    private static Task<TestServer> KeyedAsync() => TestServer.StartAsync(
        new ScriptedEngine(ServedModel.Tokenizer).Says("Hello."), ServedModel.Qwen3, TestServer.Options with { ApiKey = "the-key" }, Ends);

    private static ILocator Row(OpenPage page, string session) =>
        page.Page.Locator("#rows tr").Filter(new() { Has = page.Page.GetByRole(AriaRole.Link, new() { Name = session, Exact = true }) });

    private static async Task ExpectAsync(OpenPage page, params string[] expected)
    {
        await Assertions.Expect(page.Page.Locator("#rows tr")).ToHaveCountAsync(expected.Length);
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await page.Page.Locator("#rows a").AllTextContentsAsync()).Order(StringComparer.Ordinal));
    }
}
