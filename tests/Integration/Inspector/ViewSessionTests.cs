using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Server.Options;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Inspector;

/// <summary>The inspector's page as HTTP sees it; what people see of it is in tests/Browser.</summary>
public sealed class ViewSessionTests
{
    [Fact]
    public async Task View_OfASession_IsOnePageThatAllowsOnlyItsOwnStyleAndScript()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        await session.TakeAsync(new Conversation().User("u"));

        var page = await session.Client.GetAsync($"sessions/{session.Id}/view");

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.Headers["content-type"]));
        Assert.Equal(
            $"default-src 'none'; style-src {HashOf(page.Text, "style")}; script-src {HashOf(page.Text, "script")}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            page.Headers["content-security-policy"]);
        Assert.Equal(("nosniff", "no-store", "no-referrer"), (page.Headers["x-content-type-options"], page.Headers["cache-control"], page.Headers["referrer-policy"]));
        Assert.DoesNotContain(" style=", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_ThatTheBrowserHas_Is304UntilItChanges()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        var before = await session.Client.GetAsync($"sessions/{session.Id}/view");
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.NotModified, await AskAsync());
        await session.TakeAsync(new Conversation().User("u"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync());

        async Task<HttpStatusCode> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(session.Root, $"sessions/{session.Id}/view"));
            request.Headers.TryAddWithoutValidation("If-None-Match", before.Headers["etag"]);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task View_OfASessionWithoutTurns_SaysSo()
    {
        await using var session = await ScriptedSession.OpenAsync();

        var page = await session.Client.GetAsync($"sessions/{session.Id}/view");

        Assert.Contains("The session has no turn yet.", page.Text, StringComparison.Ordinal);
        Assert.Equal((400, "invalid_request"), (await session.Client.GetAsync($"sessions/{session.Id}/view?turn=0")).Error);
    }

    [Fact]
    public async Task View_OfNoSession_Is404()
    {
        await using var session = await ScriptedSession.OpenAsync();

        Assert.Equal((404, "session_not_found"), (await session.Client.GetAsync($"sessions/{new string('0', 32)}/view")).Error);
    }

    [Theory]
    [InlineData("turn=1", "turn")]
    [InlineData("turn=-1", "turn")]
    [InlineData("turn=x", "turn")]
    [InlineData("turn=0&turn=0", "turn")]
    [InlineData("page=1", "page")]
    [InlineData("against=0", "against")]
    [InlineData("against=1", "against")]
    [InlineData("turn=0&page=99999999999", "page")]
    public async Task View_OfATurnOrPageThatThereIsNot_NamesTheParameter(string query, string param)
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        await session.TakeAsync(new Conversation().User("u"));

        var refused = await session.Client.GetAsync($"sessions/{session.Id}/view?{query}");

        Assert.Equal((400, "invalid_request"), refused.Error);
        Assert.Equal(param, refused.Param);
    }

    [Fact]
    public async Task View_WithAFunctionKey_CarriesItInItsLinks()
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2");
        await session.TakeAsync(new Conversation().User("u"));
        await session.TakeAsync(new Conversation().User("other"));

        var page = (await session.Client.GetAsync($"sessions/{session.Id}/view?code=k%3D%22%26")).Text;

        Assert.Contains("href=\"?turn=0&amp;page=0&amp;code=k%3D%22%26#turn-0\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"proof?code=k%3D%22%26\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", (await session.Client.GetAsync($"sessions/{session.Id}/view")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_OnAServerWithAKey_NeedsIt()
    {
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), ServedModel.Qwen3, TestServer.Options with { ApiKey = "secret" }, TestContext.Current.CancellationToken);
        using var client = new SessionClient(server.Root, TestContext.Current.CancellationToken);

        Assert.Equal((401, "unauthorized"), (await client.GetAsync($"sessions/{new string('0', 32)}/view")).Error);
    }

    [Fact]
    public async Task View_OfASessionOfAnotherModel_SaysSo()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), ends);
        using var client = new SessionClient(server.Root, ends);
        var id = new string('a', 32);
        await server.Journal.CreateAsync(
            new() { SessionId = id, Family = "other", Genesis = Digest.Of("other"u8), Settings = new(), CreatedAt = DateTimeOffset.UnixEpoch, LastUsedAt = DateTimeOffset.UnixEpoch, Tip = Digest.Of("other"u8) }, ends);

        Assert.Contains("of another model than the served one", (await client.GetAsync($"sessions/{id}/view")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_OfATokenThatWasReplaced_StrikesItOutWithoutAPlaceInTheBuffer()
    {
        var ends = TestContext.Current.CancellationToken;
        var family = ServedModel.Qwen3.Family with { MaxTrimTokens = 1 };
        var model = SessionModel.Load(family, AssetFolder.Load(null), null).With(new ReplacingSplicer(ServedModel.Qwen3.Splicer));
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", "a2"), model, TestServer.Options, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await client.OpenAsync();
        await client.TakeAsync(session, new Conversation().User("u").Body());
        await client.TakeAsync(session, new Conversation().User("u").Assistant("a1").User("v").Body());

        var page = (await client.GetAsync($"sessions/{session}/view")).Text;

        // It stands where the next turn's first token does.
        var place = Regex.Match(page, "</span></del>.*?data-start=\"([0-9]+)\"", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains(
            $"<del class=\"run model\" data-start=\"{place}\" data-ids=\"151645\"><span class=\"tok marker p1\" tabindex=\"-1\" title=\"id 151645, &quot;&lt;|im_end|&gt;&quot;, replaced, mask 0, logprob -0.1000, probability 90.5 %\">&lt;|im_end|&gt;</span></del>",
            page,
            StringComparison.Ordinal);
        Assert.Contains("<dt>replaced tokens of the turn before</dt><dd>1</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_OfAnIdThatIsNoToken_ShowsItsNumberAndGivesNoVerdict()
    {
        await using var session = await ScriptedSession.OpenAsync();
        await UnknownId.StoreAsync(session);

        var page = (await session.Client.GetAsync($"sessions/{session.Id}/view")).Text;

        Assert.Contains($"title=\"token 9, id {UnknownId.Id}, not a token of the served model, model, mask 1, ", page, StringComparison.Ordinal);
        Assert.Contains("No verdict", page, StringComparison.Ordinal);
        Assert.False((await session.ViewAsync()).Metadata.TryGetProperty("tito_session_mismatch", out _));
    }

    private static string HashOf(string page, string element)
    {
        var from = page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var text = page[from..page.IndexOf($"</{element}>", StringComparison.Ordinal)];
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
    }
}
