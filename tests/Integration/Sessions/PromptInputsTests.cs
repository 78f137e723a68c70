using System.Text;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Storage.InMemory;
using Tito.Storage.Sqlite;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>
/// What shapes the prompt is identity, over HTTP and over both stores. Each request meets a server of its own over a journal that was
/// opened for it, so that only what is stored can be compared.
/// </summary>
public sealed class PromptInputsTests : IAsyncDisposable
{
    private const string A = """{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{}}}}""";
    private const string B = """{"type":"function","function":{"name":"b","parameters":{"type":"object","properties":{}}}}""";
    private const string One = $",\"tools\":[{A}]";
    private const string Both = $",\"tools\":[{A},{B}]";

    private readonly AzureAccount _account;
    private readonly TempFolder _data = new();
    private readonly string _table = AzureAccount.NewName();
    private readonly ScriptedEngine _script = new(ServedModel.Tokenizer);
    private readonly RecordingEngine _engine;
    private bool _isAzure;

    public PromptInputsTests(AzureAccount account) => (_account, _engine) = (account, new(_script));

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_isAzure)
        {
            await _account.DeleteAsync(_table);
        }

        _data.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_InALinearSession_RefusesOtherInputsByNameAndGoesOnWithTheSame(bool azure)
    {
        _isAzure = azure;
        var session = await OpenAsync("""{"policy":"linear"}""");
        _script.Says("a1", "a2");
        await TakeAsync(session, $"{User("u")}{One}");

        (string Inputs, string Param)[] others =
        [
            (Both, "tools"),
            ("", "tools"),
            (One + Thinks(false), "chat_template_kwargs.enable_thinking"),
            ($"{One},\"reasoning_effort\":\"none\"", "reasoning_effort"),
        ];
        foreach (var (inputs, param) in others)
        {
            var refused = await ChatAsync(session, $"{Next()}{inputs}");
            Assert.Equal((400, "prompt_inputs_changed", param), (refused.Error.Status, refused.Error.Code, refused.Param));
            Assert.Contains("stored", refused.Text, StringComparison.Ordinal);
        }

        var went = await TakeAsync(session, $"{Next()},\"tools\":[ {A} ]");
        Assert.Equal("0", went.Headers["x-tito-parent"]);
        Assert.False(went.Headers.ContainsKey("x-tito-prompt-inputs"));
        await AssertVerifiedAsync(session);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_InATree_BeginsARootThatListsTheNewTools(bool azure)
    {
        _isAzure = azure;
        var session = await OpenAsync("""{"policy":"tree"}""");
        _script.Says("a1", "a2", "a2", "a3");
        await TakeAsync(session, $"{User("u")}{One}");

        var other = await TakeAsync(session, $"{Next()}{Both}");
        var same = await TakeAsync(session, $"{Next()}{One}");
        var longer = Chat(("user", "u"), ("assistant", "a1"), ("user", "v"), ("assistant", "a2"), ("user", "w"));
        var after = await TakeAsync(session, $"{longer}{Both}");

        Assert.Equal(["-1", "0", "1"], [other.Headers["x-tito-parent"], same.Headers["x-tito-parent"], after.Headers["x-tito-parent"]]);
        Assert.Contains("\"name\": \"b\"", Prompt(1), StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\": \"b\"", Prompt(2), StringComparison.Ordinal);
        Assert.Equal(2, _engine.Requests[3].Conversation.Tools!.Value.GetArrayLength());
        await AssertVerifiedAsync(session);
    }

    [Theory]
    [InlineData(false, "linear")]
    [InlineData(true, "linear")]
    [InlineData(false, "tree")]
    public async Task Chat_UnderKeep_GoesOnWithTheStoredInputsAndSaysSoAlsoToARetry(bool azure, string policy)
    {
        _isAzure = azure;
        var session = await OpenAsync($$"""{"policy":"{{policy}}","on_prompt_inputs":"keep"}""");
        _script.Says("a1", "a2");
        await TakeAsync(session, $"{User("u")}{One}{Thinks(false)}");
        (string, string) key = ("Idempotency-Key", "k");

        var kept = await ChatAsync(session, $"{Next()}{Both}", key);
        var again = await ChatAsync(session, $"{Next()}{Both}", key);

        Assert.Equal("0", kept.Headers["x-tito-parent"]);
        Assert.Equal("kept; tools, chat_template_kwargs.enable_thinking", kept.Headers["x-tito-prompt-inputs"]);
        Assert.Equal((kept.Text, kept.Headers["x-tito-prompt-inputs"]), (again.Text, again.Headers["x-tito-prompt-inputs"]));
        Assert.EndsWith("<think>\n\n</think>\n\n", Prompt(1), StringComparison.Ordinal);
        Assert.Equal(1, _engine.Requests[1].Conversation.Tools!.Value.GetArrayLength());
        await AssertVerifiedAsync(session);
    }

    [Fact]
    public async Task Chat_WithAnEffort_GivesItToTheTemplateAndToTheEngineAsAnArgument()
    {
        _script.Says("a1");

        await TakeAsync(await OpenAsync(""), $"{User("u")},\"reasoning\":{{\"effort\":\"none\"}}");

        Assert.EndsWith("<think>\n\n</think>\n\n", Prompt(0), StringComparison.Ordinal);
        Assert.Equal(
            """{"reasoning_effort":"none","thinking":false,"enable_thinking":false,"clear_thinking":false}""",
            _engine.Requests[0].Conversation.Arguments!.Value.GetRawText());
        Assert.False(_engine.Requests[0].Fields.TryGetProperty("reasoning", out _));
    }

    [Theory]
    [InlineData("continue_final_message", "true")]
    [InlineData("chat_template", "\"x\"")]
    [InlineData("documents", "[{}]")]
    [InlineData("input_ids", "[1]")]
    public async Task Chat_WithAFieldThatShapesThePrompt_IsRefusedByItsName(string name, string value)
    {
        var refused = await ChatAsync(await OpenAsync(""), $"{User("u")},\"{name}\":{value}");

        Assert.Equal((400, "invalid_request"), refused.Error);
        Assert.Equal(name, refused.Param);
        Assert.Empty(_engine.Requests);
    }

    /// <summary>Somebody changes what a turn was asked with: its digest does not hold; made anew, level 1 does not.</summary>
    [Fact]
    public async Task Verify_OfChangedInputs_SaysWhere()
    {
        var session = await OpenAsync("");
        _script.Says("a1", "a2");
        await TakeAsync(session, $"{User("u")}{One}");
        await TakeAsync(session, $"{Next()}{One}");
        var journal = await JournalAsync();
        var stored = (await journal.LoadAsync(session, Ends))!.Trajectory.Turns[1];
        var tools = JsonElement.Parse($"[{A.Replace("\"a\"", "\"z\"", StringComparison.Ordinal)}]");
        var forged = stored.Content with { Inputs = new(tools, stored.Content.Inputs.Arguments) };
        var file = Encoding.UTF8.GetString(await Transfer.Transfer.ExportAsync(journal, session));
        var at = file.LastIndexOf("\"name\":\"a\"", StringComparison.Ordinal);
        var changed = $"{file[..at]}\"name\":\"z\"{file[(at + 10)..]}";

        var refused = Assert.Throws<GoldenFormatException>(() => RecordedTrajectory.Restore(Read(changed)));
        var anew = Read(changed.Replace(
            stored.Digest.ToString(), TurnDigest.Of(stored.Parent!.Digest, forged).ToString(), StringComparison.Ordinal));
        var other = new InMemoryJournal();
        Assert.True(await new SessionImporter(other, TimeProvider.System).RunAsync(session, anew, RecordedTrajectory.Restore(anew), Ends));

        Assert.Equal("turns[1].recorded.digest", refused.Field);
        await using var server = await TestServer.StartAsync(_engine, other, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var verdict = (await client.PostAsync($"sessions/{session}/verify", "")).Text;
        Assert.Contains("\"level 1\"", verdict, StringComparison.Ordinal);
        Assert.Contains("tools", verdict, StringComparison.Ordinal);

        static GoldenTrajectory Read(string text) => GoldenReader.Read(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public async Task Proof_OfATurn_ShowsTheDigestsOfItsInputs()
    {
        var session = await OpenAsync("");
        _script.Says("a1");
        await TakeAsync(session, $"{User("u")}{One}");
        var inputs = (await (await JournalAsync()).LoadAsync(session, Ends))!.Trajectory.Turns[0].Content.Inputs;

        var proof = await SendAsync(client => client.GetAsync($"sessions/{session}/proof"));

        var turn = proof.Json.GetProperty("turns")[0];
        Assert.Equal("tito.turn.v2", turn.GetProperty("digest_version").GetString());
        Assert.Equal(
            $$"""{"tools":"{{inputs.ToolsDigest}}","arguments":"{{inputs.ArgumentsDigest}}"}""", turn.GetProperty("inputs").GetRawText());
    }

    private static string User(string text) => Chat(("user", text));

    private static string Next() => Chat(("user", "u"), ("assistant", "a1"), ("user", "v"));

    private static string Chat(params ReadOnlySpan<(string Role, string Text)> messages)
    {
        var list = new List<string>();
        foreach (var (role, text) in messages)
        {
            list.Add($$"""{"role":"{{role}}","content":"{{text}}"}""");
        }

        return $"\"messages\":[{string.Join(',', list)}]";
    }

    private static string Thinks(bool thinks) => $",\"chat_template_kwargs\":{{\"enable_thinking\":{(thinks ? "true" : "false")}}}";

    private string Prompt(int index) =>
        ServedModel.Tokenizer.Decode(_engine.Requests[index].Prompt.Ids.AsSpan(), skipSpecialTokens: false);

    private Task<string> OpenAsync(string settings) => SendAsync(client => client.OpenAsync(settings));

    private Task<HttpAnswer> ChatAsync(string session, string fields, params (string Name, string Value)[] headers) =>
        SendAsync(client => client.ChatAsync(session, $"{{{fields}}}", headers));

    private Task<HttpAnswer> TakeAsync(string session, string fields) => SendAsync(client => client.TakeAsync(session, $"{{{fields}}}"));

    private async Task AssertVerifiedAsync(string session)
    {
        var verdict = await SendAsync(client => client.PostAsync($"sessions/{session}/verify", ""));
        Assert.True(verdict.Json.GetProperty("verified").GetBoolean(), verdict.Text);
        var proof = await SendAsync(client => client.GetAsync($"sessions/{session}/proof"));
        Assert.DoesNotContain("\"holds\":false", proof.Text, StringComparison.Ordinal);
        var journal = await JournalAsync();
        var rows = (await journal.ReadRowsAsync(session, Ends))!;
        Assert.All(rows.Turns, row => Assert.Equal(TurnRow.CurrentFormat, row.Format));
        var file = await Transfer.Transfer.ExportAsync(journal, session);
        var imported = await Transfer.Transfer.ImportAsync(new InMemoryJournal(), session, file);
        Assert.Equal(Transfer.Transfer.Turns(rows), Transfer.Transfer.Turns(imported));
    }

    private async Task<T> SendAsync<T>(Func<SessionClient, Task<T>> send)
    {
        await using var server = await TestServer.StartAsync(_engine, await JournalAsync(), Ends);
        using var client = new SessionClient(server.Root, Ends);
        return await send(client);
    }

    private async Task<IJournal> JournalAsync() =>
        _isAzure ? await _account.OpenAsync(_table, Ends) : SqliteJournal.Open(_data.File("sessions.db"));
}
