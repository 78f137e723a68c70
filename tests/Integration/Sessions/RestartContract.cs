using System.Text;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>
/// Requests that leave sampled turns behind, over HTTP and one store, with another server before each look: what is said is read off the
/// store.
/// </summary>
public abstract class RestartContract : IAsyncLifetime
{
    private const string Linear = """{"policy":"linear"}""";

    private readonly ScriptedEngine _script = new(ServedModel.Tokenizer);
    private TestServer _server = null!;
    private SessionClient _client = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("", "content", """{"role":"assistant","content":"other","reasoning_content":"r"}""", null)]
    [InlineData("", "reasoning_content", """{"role":"assistant","content":"a1"}""", "rendered")]
    [InlineData(",\"policy\":\"linear\"", "reasoning_content", """{"role":"assistant","content":"a1"}""", "rendered")]
    public async Task Chat_WithAnAlteredAnswer_IsRefusedByDefaultAndSaysWhatDiffersAndWhatHelps(
        string policy, string field, string replay, string? matcher)
    {
        var session = await _client.OpenAsync($$"""{"matcher":"strict"{{policy}}}""");
        _script.Parses("<think>\nr\n</think>\n\na1", """{"role":"assistant","content":"a1","reasoning_content":"r"}""").Says("a2");
        await _client.TakeAsync(session, new Conversation().User("u").Body());
        await RestartAsync();
        var before = await _client.ViewAsync(session);
        var body = new Conversation().User("u").Assistant(JsonElement.Parse(replay)).Tool("t").Body();

        var refused = await _client.ChatAsync(session, body);

        Assert.Equal((400, "history_mismatch"), refused.Error);
        Assert.Equal("messages[1]", refused.Param);
        Assert.Contains($"Message 1 differs in {field}: stored sha256:", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"altered\":\"branch\"", refused.Message, StringComparison.Ordinal);
        Assert.Equal(policy.Length > 0, refused.Message.Contains("\"policy\":\"tree\"", StringComparison.Ordinal));
        Assert.Equal(matcher is not null, refused.Message.Contains($"\"matcher\":\"{matcher}\"", StringComparison.Ordinal));
        Assert.Equal(before.Text, (await _client.ViewAsync(session)).Text);

        // The setting that is named helps.
        if (matcher is not null)
        {
            var other = await _client.OpenAsync($$"""{"matcher":"{{matcher}}"}""");
            _script.Says("a3");
            await _client.TakeAsync(other, new Conversation().User("u").Body());
            Assert.Equal("0", (await _client.TakeAsync(other, new Conversation().User("u").Assistant("a2").Tool("t").Body())).Headers["x-tito-parent"]);
        }
    }

    [Fact]
    public async Task Chat_ThatRetriesInALinearSession_TellsEverywhereWhatItLeft()
    {
        var session = await _client.OpenAsync(Linear);
        _script.Says("a1", "a2", "a3", "a4");
        var talk = new Conversation().User("u");
        Assert.DoesNotContain("x-tito-left-behind", (await _client.TakeAsync(session, talk.Body())).Headers.Keys);
        await _client.TakeAsync(session, talk.Assistant("a1").Tool("t").Body());

        var retry = new Conversation().User("u").Assistant("a1").Tool("t'").Body();
        var answer = await _client.ChatAsync(session, retry, ("Idempotency-Key", "k"));
        await RestartAsync();

        // "a2" and the stop token.
        const string Left = "turns=1; tokens=3; reason=retry";
        Assert.Equal(Left, answer.Headers["x-tito-left-behind"]);
        var again = await _client.ChatAsync(session, retry, ("Idempotency-Key", "k"));
        Assert.Equal(("true", Left), (again.Headers["idempotent-replayed"], again.Headers["x-tito-left-behind"]));
        const string Told = """{"turns":1,"tokens":3,"reasons":{"retry":1},"turn_ids":[1]}""";
        await AssertToldAsync(session, "restarted", Told, """{"turns":1,"tokens":3}""");
        var view = (await _client.GetAsync($"sessions/{session}/view")).Text;
        Assert.Contains("<p class=\"state restarted\">restarted</p>", view, StringComparison.Ordinal);
        Assert.Contains("<li class=\"left\">1 turn was left behind, with 3 sampled tokens: the request of <a href=\"#turn-2\">turn 2</a> asked again from an earlier place.", view, StringComparison.Ordinal);

        // What goes on from there says it no more in its answers, and the session still does.
        var next = await _client.TakeAsync(session, new Conversation().User("u").Assistant("a1").Tool("t'").Assistant("a3").Tool("t3").Body());
        Assert.DoesNotContain("x-tito-left-behind", next.Headers.Keys);
        await AssertToldAsync(session, "restarted", Told, """{"turns":1,"tokens":3}""");
    }

    [Fact]
    public async Task Chat_WithAnAlteredAnswerThatASessionAllows_TellsTheReason()
    {
        var session = await _client.OpenAsync("""{"policy":"linear","altered":"branch"}""");
        _script.Says("a1", "a2");
        await _client.TakeAsync(session, new Conversation().User("u").Body());

        var answer = await _client.TakeAsync(session, new Conversation().User("u").Assistant("other").Tool("t").Body());
        await RestartAsync();

        Assert.Equal(("-1", "turns=1; tokens=3; reason=altered"), (answer.Headers["x-tito-parent"], answer.Headers["x-tito-left-behind"]));
        await AssertToldAsync(session, "restarted", """{"turns":1,"tokens":3,"reasons":{"altered":1},"turn_ids":[0]}""", """{"turns":1,"tokens":3}""");
    }

    /// <summary>A title between two turns: it may take the place of the main line, and the main line then cannot start over in silence.</summary>
    [Fact]
    public async Task Chat_WithASideRequestInALinearSession_IsLoudAndTheMainLineIsRefusedUntilItIsRolledBackTo()
    {
        var session = await _client.OpenAsync(Linear);
        _script.Says("a1", "Title", "a2");
        var talk = new Conversation().System("Be an agent.").User("u");
        await _client.TakeAsync(session, talk.Body());

        var title = await _client.TakeAsync(session, new Conversation().System("Write a title.").User("u?").Body());
        await RestartAsync();
        var refused = await _client.ChatAsync(session, talk.Assistant("a1").Tool("t").Body());

        Assert.Equal("turns=1; tokens=3; reason=new_conversation", title.Headers["x-tito-left-behind"]);
        Assert.Equal((400, "history_mismatch"), refused.Error);
        Assert.Contains("\"policy\":\"tree\"", refused.Message, StringComparison.Ordinal);
        var moved = (await _client.PostAsync($"sessions/{session}/rollback", """{"turn":0}""")).Json;
        Assert.Equal("""{"turns":1,"tokens":2,"reasons":{"rollback":1},"turn_ids":[1]}""", moved.GetProperty("left_behind").GetRawText());
        Assert.Equal("0", (await _client.TakeAsync(session, talk.Body())).Headers["x-tito-parent"]);
    }

    [Fact]
    public async Task Chat_WithASideRequestAfterMoreThanOneTurn_IsRefusedAndNamesTheTree()
    {
        var session = await _client.OpenAsync(Linear);
        _script.Says("a1", "a2", "a3");
        var talk = new Conversation().User("u");
        await _client.TakeAsync(session, talk.Body());
        await _client.TakeAsync(session, talk.Assistant("a1").User("u2").Body());

        var refused = await _client.ChatAsync(session, new Conversation().System("Write a title.").User("u?").Body());

        Assert.Equal((400, "history_mismatch"), refused.Error);
        Assert.Equal("messages[0]", refused.Param);
        Assert.Contains("\"policy\":\"tree\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Message 0 differs in role", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1", (await _client.TakeAsync(session, talk.Assistant("a2").User("u3").Body())).Headers["x-tito-parent"]);
    }

    [Fact]
    public async Task Chat_WithSideRequestsUnderTheDefaults_GoesOnFromTheMainLinesOwnTurn()
    {
        var session = await _client.OpenAsync();
        _script.Says("Title", "a1", "b1", "a2");
        var (main, side) = (new Conversation().System("Be an agent.").User("u"), new Conversation().User("Sub-task."));
        await ChatAsync(new Conversation().System("Write a title.").User("u?"), "title");
        await ChatAsync(main, "main");
        await ChatAsync(side, null);
        await RestartAsync();

        var answer = await ChatAsync(main.Assistant("a1").Tool("t"), "nobody looks at this one");

        Assert.Equal(("1", "main"), (answer.Headers["x-tito-parent"], answer.Headers["x-tito-agent"]));
        Assert.DoesNotContain("x-tito-left-behind", answer.Headers.Keys);
        var page = await _client.ViewAsync(session);
        Assert.Equal(
            """[{"turn":0,"agent":"title","turns":1,"tokens":2},{"turn":1,"agent":"main","turns":2,"tokens":6},{"turn":2,"agent":null,"turns":1,"tokens":3}]""",
            page.Metadata.GetProperty("roots").GetRawText().Replace("\"kind\":null,\"line\":null,\"parent_line\":null,", "", StringComparison.Ordinal));
        Assert.Equal(
            ["title", "main", null],
            page.Metadata.GetProperty("tree").GetProperty("nodes").EnumerateArray().Where(node => node.TryGetProperty("agent", out _))
                .Select(node => node.GetProperty("agent").GetString()));
        await AssertToldAsync(session, "complete", """{"turns":0,"tokens":0,"reasons":{},"turn_ids":[]}""", """{"turns":2,"tokens":5}""");
        Assert.Equal("[1,3]", await PathsAsync(session, """{"agents":["main"]}"""));
        Assert.Equal("[1,3] [2]", await PathsAsync(session, """{"drop_agents":["title"]}"""));
        Assert.Equal("[2]", await PathsAsync(session, """{"agents":[null]}"""));
        Assert.Equal("[0]", await PathsAsync(session, """{"picker":"latest","agents":["title"]}"""));
        Assert.Equal("", await PathsAsync(session, """{"agents":["nobody"]}"""));

        async Task<HttpAnswer> ChatAsync(Conversation talk, string? agent)
        {
            var taken = await _client.ChatAsync(session, talk.Body(), agent is null ? [] : [("x-tito-agent", agent.Replace(' ', '-'))]);
            Assert.Equal(200, (int)taken.Status);
            return taken;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("é")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task Chat_WithATagThatIsNone_IsRefusedByName(string tag)
    {
        var session = await _client.OpenAsync();
        using var http = new HttpClient { BaseAddress = _server.Root };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"sessions/{session}/v1/chat/completions")
        {
            Content = new StringContent(new Conversation().User("u").Body(), Encoding.UTF8, "application/json"),
        };
        Assert.True(request.Headers.TryAddWithoutValidation("x-tito-agent", tag.Replace("é", "%C3", StringComparison.Ordinal)));

        using var response = await http.SendAsync(request, Ends);
        var refused = await HttpAnswer.ReadAsync(response, Ends);

        Assert.Equal((400, "invalid_request"), refused.Error);
        Assert.Equal("x-tito-agent", refused.Param);
    }

    /// <summary>The journal, opened anew by each server.</summary>
    private protected abstract Task<IJournal> OpenAsync(CancellationToken cancellationToken);

    private protected abstract ValueTask RemoveAsync();

    private async Task AssertToldAsync(string session, string state, string left, string notHeld)
    {
        var page = await _client.ViewAsync(session);
        Assert.Equal((state, left), (page.State, page.Status.GetProperty("left_behind").GetRawText()));
        var proof = (await _client.GetAsync($"sessions/{session}/proof")).Json.GetProperty("status");
        Assert.Equal((state, left), (proof.GetProperty("state").GetString(), proof.GetProperty("left_behind").GetRawText()));
        var listed = (await _client.GetAsync("sessions")).Json.GetProperty("sessions").EnumerateArray()
            .Single(listed => listed.GetProperty("session_id").GetString() == session).GetProperty("left_behind").GetRawText();
        Assert.StartsWith(listed[..^1], left, StringComparison.Ordinal);
        var samples = await SamplesAsync(session, "{}");
        var metadata = samples.GetProperty("samples")[0].GetProperty("metadata");
        Assert.Equal((left, notHeld), (metadata.GetProperty("left_behind").GetRawText(), metadata.GetProperty("not_held").GetRawText()));
        Assert.Equal(left, samples.GetProperty("session_metadata").GetProperty("status").GetProperty("left_behind").GetRawText());
    }

    private async Task<string> PathsAsync(string session, string body) => string.Join(
        ' ',
        (await SamplesAsync(session, body)).GetProperty("samples").EnumerateArray()
            .Select(sample => sample.GetProperty("metadata").GetProperty("leaf").GetProperty("path_node_ids").GetRawText()));

    private async Task<JsonElement> SamplesAsync(string session, string body)
    {
        using var http = new HttpClient { BaseAddress = _server.Root };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri($"sessions/{session}/samples", UriKind.Relative), content, Ends);
        return (await HttpAnswer.ReadAsync(response, Ends)).Json;
    }

    private async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        _server = await TestServer.StartAsync(_script, await OpenAsync(Ends), Ends);
        _client = new(_server.Root, Ends);
    }

    private async Task StopAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }
}
