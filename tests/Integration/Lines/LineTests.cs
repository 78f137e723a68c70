using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Integration.Samples;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Lines;

/// <summary>
/// The lines of agents inside a tree, by the ids that Claude Code, Codex and opencode were seen to send of themselves. Main line and sub-agent
/// are given the same messages and the same answers, so that only the ids tell them apart.
/// </summary>
public sealed class LineTests : IAsyncLifetime
{
    private ScriptedSession _server = null!;
    private string _tree = "";

    public static TheoryData<string, string> Agents { get; } = new()
    {
        { "x-claude-code-session-id: s", "x-claude-code-session-id: s; x-claude-code-agent-id: a" },
        { "session-id: s; thread-id: s; x-codex-window-id: s:0", "session-id: s; thread-id: a; x-codex-parent-thread-id: s; x-openai-subagent: collab_spawn" },
        { "x-session-id: s; x-session-affinity: s", "x-session-id: a; x-parent-session-id: s" },
    };

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedSession.OpenAsync();
        _tree = await _server.Client.OpenAsync("""{"policy":"tree"}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task Chat_OfASubAgentWithTheMessagesOfTheMainLine_IsALineOfItsOwn(string main, string sub)
    {
        await TakeAsync(main, "a1", User("u"));
        await TakeAsync(sub, "a1", User("u"));

        var third = await TakeAsync(main, "a2", User("u").Assistant("a1").User("go on"));
        var fourth = await TakeAsync(sub, "a3", User("u").Assistant("a1").User("go on"));

        Assert.Equal(("0", "1"), (third.Headers["x-tito-parent"], fourth.Headers["x-tito-parent"]));
        Assert.False(third.Headers.ContainsKey("x-tito-fork"));
        Assert.Equal(["main", "sub-agent"], await RootsAsync("kind"));
        Assert.Equal([null, (await RootsAsync("line"))[0]], await RootsAsync("parent_line"));
        Assert.Equal(third.Headers["x-tito-line"], (await RootsAsync("line"))[0]);
        Assert.Equal(fourth.Headers["x-tito-line"], (await RootsAsync("line"))[1]);
    }

    [Fact]
    public async Task Chat_OfANestedSubAgent_NamesTheOneThatBeganIt()
    {
        await TakeAsync("x-claude-code-session-id: s; x-claude-code-agent-id: b; x-claude-code-parent-agent-id: a", "a1", User("u"));

        Assert.Equal(["s/b", "s/a"], [.. await RootsAsync("line"), .. await RootsAsync("parent_line")]);
    }

    [Fact]
    public async Task Chat_WithoutIds_ContinuesTheLongestHistoryOfAnyLine()
    {
        await TakeAsync("x-session-id: s", "a1", User("u"));

        Assert.Equal("0", (await TakeAsync("", "a2", User("u").Assistant("a1").User("v"))).Headers["x-tito-parent"]);
        Assert.Equal("1", (await TakeAsync("x-session-id: s", "a3", User("u").Assistant("a1").User("v").Assistant("a2").User("w"))).Headers["x-tito-parent"]);
    }

    [Fact]
    public async Task Chat_OfALine_ContinuesARootOfWhichNobodySaidTheLine()
    {
        await TakeAsync("", "a1", User("u"));

        Assert.Equal("0", (await TakeAsync("x-session-id: s", "a2", User("u").Assistant("a1").User("v"))).Headers["x-tito-parent"]);
    }

    [Fact]
    public async Task Chat_AfterACompaction_IsARootOfTheSameLineThatSaysWhatItFollows()
    {
        const string Main = "x-claude-code-session-id: s";
        await TakeAsync(Main, "a1", User("u"));
        await TakeAsync(Main, "a2", User("u").Assistant("a1").User("v"));
        await TakeAsync(Main, "the summary", User("u").Assistant("a1").User("v").Assistant("a2").User("Sum it up."));

        var anew = await TakeAsync(Main, "b1", User("the summary"));

        Assert.Equal(("-1", "s"), (anew.Headers["x-tito-parent"], anew.Headers["x-tito-line"]));
        Assert.StartsWith("turns=3; tokens=", anew.Headers["x-tito-fork"], StringComparison.Ordinal);
        Assert.Equal(["main", "main"], await RootsAsync("kind"));
        Assert.Equal([null, "2"], await RootsAsync("follows"));
    }

    [Theory]
    [InlineData("""{"request_kind":"compaction"}""", null)]
    [InlineData(null, """{"x-codex-turn-metadata":"{\"request_kind\":\"compaction\",\"turn_id\":\"t\"}"}""")]
    [InlineData(null, """{"request_kind":"compaction"}""")]
    public async Task Chat_ThatCodexSaysToBeACompaction_IsARootOfThatKind(string? header, string? body)
    {
        await TakeAsync("thread-id: s", "a1", User("u"));
        _server.Script.Says("the summary");
        var talk = User("u").Assistant("a1").User("Sum it up.").Body()[..^1] + (body is null ? "}" : $$""","client_metadata":{{body}}}""");
        (string, string)[] headers = header is null ? [("thread-id", "s")] : [("thread-id", "s"), ("x-codex-turn-metadata", header)];

        var answer = await _server.Client.ChatAsync(_tree, talk, headers);

        Assert.Equal("-1", answer.Headers["x-tito-parent"]);
        Assert.Equal(["main", "compaction"], await RootsAsync("kind"));
        Assert.Equal("0", (await TakeAsync("thread-id: s", "a2", User("u").Assistant("a1").User("v"))).Headers["x-tito-parent"]);
    }

    [Fact]
    public async Task Requests_ForATitle_AreRootsOfThatKindThroughEachFace()
    {
        const string Schema = """{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}""";
        (string Route, string Body)[] requests =
        [
            ("chat/completions", """{"messages":[{"role":"user","content":"u"}],"tools":[],"response_format":{"type":"json_schema","json_schema":{"name":"t","schema":SCHEMA}}}"""),
            ("messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"u"}],"tools":[],"output_config":{"format":{"type":"json_schema","schema":SCHEMA}}}"""),
            ("responses", """{"model":"m","input":"u","tools":[],"text":{"format":{"type":"json_schema","name":"t","schema":SCHEMA}}}"""),
        ];
        foreach (var (route, body) in requests)
        {
            _server.Script.Says("{}");
            var answer = await _server.Client.PostAsync($"sessions/{_tree}/v1/{route}", body.Replace("SCHEMA", Schema, StringComparison.Ordinal));
            Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        }

        Assert.Equal(["title", "title", "title"], await RootsAsync("kind"));
    }

    /// <summary>opencode sends title and compaction without tools, under the session of its main line.</summary>
    [Fact]
    public async Task Requests_WithoutToolsBesideALineThatHasSome_AreItsTitleAndItsCompaction()
    {
        const string Main = "x-session-id: s";
        await TakeAsync(Main, "A title", new Conversation().System("Name it.").User("u"));
        await TakeAsync(Main, "a1", User("u"), Conversation.Tools);
        await TakeAsync(Main, "a2", User("u").Assistant("a1").User("v"), Conversation.Tools);
        await TakeAsync(Main, "The summary", new Conversation().System("Sum it up.").User("u a1 v a2"));

        Assert.Equal(["title", "main", "compaction"], await RootsAsync("kind"));
        Assert.Equal(["[1,2]"], (await CollectAsync("""{"kinds":["main"]}""")).Paths);
        Assert.Equal(["[1,2]", "[3]"], (await CollectAsync("""{"picker":"drop_retries","drop_kinds":["title"]}""")).Paths);
    }

    /// <summary>opencode's title is with the engine beside its first turn: the later of the two finds a session that has moved on.</summary>
    [Fact]
    public async Task Requests_OfALineThatAreWithTheEngineAtOnce_AreBothTaken()
    {
        var gate = new EngineGate();
        _server.Script.Says("a1", gate);
        var first = _server.Client.ChatAsync(_tree, User("u").Body(), ("x-session-id", "s"));
        await gate.Arrived;
        await TakeAsync("x-session-id: s", "A title", new Conversation().System("Name it.").User("u"));
        await TakeAsync("x-session-id: s", "The summary", new Conversation().System("Sum it up.").User("u"));

        gate.Open();

        var answer = await first;
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        Assert.Equal(("2", "-1"), (answer.Headers["x-tito-turn"], answer.Headers["x-tito-parent"]));
    }

    [Fact]
    public async Task Requests_OfAnAgentWithoutTools_AreItsMainLine()
    {
        await TakeAsync("x-session-id: s", "a1", User("u"));
        await TakeAsync("x-session-id: s", "a2", User("u").Assistant("a1").User("v"));

        Assert.Equal(["main"], await RootsAsync("kind"));
    }

    [Fact]
    public async Task Samples_OfKindsThatAreNotThere_AreNone_AndAnUnknownKindIsRefused()
    {
        await TakeAsync("", "a1", User("u"));

        Assert.Empty((await CollectAsync("""{"kinds":["main"]}""")).Paths);
        Assert.Equal(["[0]"], (await CollectAsync("""{"kinds":["main",null]}""")).Paths);
        var refused = await _server.Client.PostAsync($"sessions/{_tree}/samples", """{"kinds":["titles"]}""");
        Assert.Equal((400, "invalid_request"), refused.Error);
        Assert.Equal("kinds", refused.Param);
    }

    [Fact]
    public async Task Linear_SideRequests_AreWhatTheyWere()
    {
        var linear = await _server.Client.OpenAsync("""{"policy":"linear"}""");
        _server.Script.Says("a1", "b1");
        await _server.Client.ChatAsync(linear, User("u").Body(), ("x-session-id", "s"));

        var side = await _server.Client.ChatAsync(linear, User("another").Body(), ("x-session-id", "t"), ("x-parent-session-id", "s"));

        Assert.EndsWith("reason=new_conversation", side.Headers["x-tito-left-behind"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_OfASessionWithLines_ShowsTheirKindsAndIds()
    {
        await TakeAsync("x-session-id: s", "a1", User("u"));
        await TakeAsync("x-session-id: t; x-parent-session-id: s", "b1", User("v"));

        var page = (await _server.Client.GetAsync($"sessions/{_tree}/view")).Text;

        Assert.Contains("<span class=\"kind\">sub-agent</span>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>line</dt><dd>t</dd>", page, StringComparison.Ordinal);
    }

    private static Conversation User(string text) => new Conversation().User(text);

    private async Task<HttpAnswer> TakeAsync(string headers, string says, Conversation talk, string? tools = null)
    {
        _server.Script.Says(says);
        var body = tools is null ? talk.Body() : $$"""{{talk.Body()[..^1]}},"tools":{{tools}}}""";
        var pairs = headers.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(": ")).Select(pair => (pair[0], pair[1]));
        var answer = await _server.Client.ChatAsync(_tree, body, [.. pairs]);
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        return answer;
    }

    private async Task<ImmutableArray<string?>> RootsAsync(string member) =>
    [
        .. (await _server.Client.ViewAsync(_tree)).Metadata.GetProperty("roots").EnumerateArray()
            .Select(root => root.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null),
    ];

    private async Task<SamplesFile> CollectAsync(string body) =>
        SamplesFile.Read(await _server.Client.PostAsync($"sessions/{_tree}/samples", body));
}
