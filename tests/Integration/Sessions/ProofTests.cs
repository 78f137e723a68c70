using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>What a session's digest stands for, and what becomes of it when somebody changes the stored rows.</summary>
public sealed class ProofTests : IAsyncDisposable
{
    private static readonly Conversation Talk = new Conversation().User("u");

    private readonly TempFolder _data = new();
    private TestServer _server = null!;
    private SessionClient _client = null!;
    private string _session = "";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Proof_OfASession_HasEachTurnsDigestOriginsAndLevels()
    {
        await TakeTwoAsync();

        var proof = (await _client.GetAsync($"sessions/{_session}/proof")).Json;

        var page = await _client.ViewAsync(_session);
        Assert.Equal(page.Digest, proof.GetProperty("digest").GetString());
        Assert.Equal(ServedModel.Qwen3.Genesis.ToString(), proof.GetProperty("genesis_digest").GetString());
        Assert.Equal("complete", proof.GetProperty("status").GetProperty("state").GetString());
        var turn = proof.GetProperty("turns")[1];
        Assert.Equal((1, 0, 4), (Number(turn, "turn"), Number(turn, "parent"), Number(turn, "message_count")));
        Assert.Equal(page.Ids.Length, Number(turn, "prompt_count") + Number(turn, "completion_count"));
        Assert.Equal(["splice", "environment", "model"], turn.GetProperty("origins").EnumerateArray().Select(run => run.GetProperty("origin").GetString()));
        Assert.Equal(
            """[{"level":1,"holds":true,"detail":null},{"level":2,"holds":true,"detail":null},{"level":3,"holds":true,"detail":null},{"level":4,"holds":true,"detail":null}]""",
            turn.GetProperty("levels").GetRawText());
    }

    [Fact]
    public async Task Verify_OfASession_FindsNothing()
    {
        await TakeTwoAsync();

        Assert.Equal(
            $$"""{"session_id":"{{_session}}","verified":true,"turn_count":2,"disagreements":[]}""",
            (await _client.PostAsync($"sessions/{_session}/verify", "")).Text);
    }

    [Theory]
    [InlineData("UPDATE turns SET finish_reason = 'abort' WHERE sequence = 0", true, 0, "turn-00000000", "digest")]
    [InlineData("UPDATE turns SET finish_reason = 'abort' WHERE sequence = 0", false, 0, "turn-00000000", "row")]
    [InlineData("UPDATE turns SET digest = zeroblob(31) WHERE sequence = 1", true, 1, "turn-00000001", "row")]
    [InlineData("UPDATE turns SET request = x'7b2278223a317d' WHERE sequence = 1", false, 1, "turn-00000001", "row")]
    [InlineData("UPDATE sessions SET tip = zeroblob(32)", true, -1, "head", "tip")]
    [InlineData("UPDATE sessions SET tip = zeroblob(32)", false, -1, "head", "row")]
    public async Task Verify_AfterARowWasChanged_NamesItWhereTheViewRefusesTheSession(string damage, bool isSealed, int turn, string row, string what)
    {
        await TakeTwoAsync();
        Damage(damage, isSealed);

        var verdict = (await _client.PostAsync($"sessions/{_session}/verify", "")).Json;

        Assert.False(verdict.GetProperty("verified").GetBoolean());
        var only = Assert.Single(verdict.GetProperty("disagreements").EnumerateArray());
        Assert.Equal((turn, row, what), (Number(only, "turn"), only.GetProperty("row").GetString(), only.GetProperty("what").GetString()));
        Assert.Equal((500, "journal_corrupt"), (await _client.GetAsync($"sessions/{_session}/proof")).Error);
    }

    [Fact]
    public async Task Verify_OfTokensThatTheMessagesDoNotGive_NamesLevelThreeAndBothTokens()
    {
        await TakeTwoAsync();
        await ForgeAsync(new Conversation().User("Forged"), [1000]);

        var only = Assert.Single((await _client.PostAsync($"sessions/{_session}/verify", "")).Json.GetProperty("disagreements").EnumerateArray());

        Assert.Equal((2, "level 3"), (Number(only, "turn"), only.GetProperty("what").GetString()));
        var prompt = (await _client.ViewAsync(_session)).Ids.Length - 1;
        Assert.Contains($"at index {prompt - 1}: expected 198 ", only.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("found 1000 ", only.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal([true, true, false, null], await LevelsAsync(2));
    }

    [Fact]
    public async Task Proof_OfATurnBehindATruncatedOneThatDoesNotCloseIt_HasLevelThreeBroken()
    {
        await StartAsync();

        // A forged turn has no inputs of its own.
        _session = await _client.OpenAsync("""{"on_prompt_inputs":"ignore"}""");
        await ForgeAsync(Talk, [1000], "length");
        await ForgeAsync(new Conversation().User("u2"), [1000]);

        Assert.Equal([true, true, false, null], await LevelsAsync(1));
    }

    [Fact]
    public async Task Proof_OfMessagesThatNoTemplateRenders_HasLevelTwoBroken()
    {
        await TakeTwoAsync();
        await ForgeAsync(new Conversation().Assistant(JsonElement.Parse("""{"role":"user","content":7}""")), [1000]);

        Assert.Equal([true, false, null, null], await LevelsAsync(2));
    }

    [Fact]
    public async Task Proof_OfASessionOfAnotherModel_HasNoLevelsAndVerifyNamesTheGenesis()
    {
        await StartAsync();
        var genesis = Digest.Of("another"u8);
        _session = new string('a', 32);
        await _server.Journal.CreateAsync(
            new() { SessionId = _session, Family = "other", Settings = new(), Genesis = genesis, Tip = genesis, CreatedAt = DateTimeOffset.UnixEpoch, LastUsedAt = DateTimeOffset.UnixEpoch }, Ends);
        await ForgeAsync(Talk, [1000]);

        var proof = (await _client.GetAsync($"sessions/{_session}/proof")).Json;
        var verdict = (await _client.PostAsync($"sessions/{_session}/verify", "")).Json;

        Assert.Equal(JsonValueKind.Null, proof.GetProperty("turns")[0].GetProperty("levels").ValueKind);
        Assert.Equal(["digest", "genesis"], verdict.GetProperty("disagreements").EnumerateArray().Select(found => found.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task ProofAndVerify_WithoutASession_Are404()
    {
        await StartAsync();

        Assert.Equal((404, "session_not_found"), (await _client.GetAsync("sessions/none/proof")).Error);
        Assert.Equal((404, "session_not_found"), (await _client.PostAsync("sessions/none/verify", "")).Error);
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private async Task StartAsync()
    {
        _server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", "a2"), _data, TimeProvider.System, Ends);
        _client = new(_server.Root, Ends);
        _session = await _client.OpenAsync();
    }

    private async Task TakeTwoAsync()
    {
        await StartAsync();
        await _client.TakeAsync(_session, Talk.Body());
        await _client.TakeAsync(_session, new Conversation().User("u").Assistant("a1").User("u2").Body());
    }

    private async Task<bool?[]> LevelsAsync(int turn) =>
    [
        .. (await _client.GetAsync($"sessions/{_session}/proof")).Json.GetProperty("turns")[turn].GetProperty("levels").EnumerateArray()
            .Select(level => level.GetProperty("holds")).Select(holds => holds.ValueKind == JsonValueKind.Null ? null : (bool?)holds.GetBoolean()),
    ];

    /// <summary>Commits a turn that no server made, with a digest that is right: the prompt of the messages, but for its last token.</summary>
    private async Task ForgeAsync(Conversation appended, int[] completion, string finishReason = "stop")
    {
        var session = (await _server.Journal.LoadAsync(_session, Ends))!;
        var messages = Core.Messages.ChatMessage.ParseList(appended.Messages, "messages");
        var parent = session.Trajectory.Active;
        var forged = session.Trajectory.Restore(parent, new()
        {
            Appended = [.. messages],
            Assistant = Core.Messages.ChatMessage.Parse(JsonElement.Parse("""{"role":"assistant","content":"forged"}"""), "message"),
            PromptSegments = Prompt(parent, appended),
            Completion = TokenSegment.Sampled([.. completion], [.. completion.Select(_ => -0.5f)]),
            FinishReason = finishReason,
            Exchange = new() { RequestedAt = default, CompletedAt = default, Request = JsonElement.Parse("{}"), Response = JsonElement.Parse("{}") },
        });
        var intent = new TurnIntent
        {
            Key = $"forged-{forged.Active!.Sequence}",
            IsGenerated = true,
            AttemptId = "1",
            RequestDigest = default,
            Parent = parent?.Sequence,
            TurnCount = session.Head.TurnCount,
            StartedAt = default,
            ExpiresAt = default,
        };
        await _server.Journal.BeginAsync(_session, intent, Ends);
        Assert.IsType<AppendOutcome.Appended>(await _server.Journal.AppendAsync(_session, forged.Active, session.Head.Fence, intent, Ends));
    }

    private static TokenSegment[] Texts(params (TokenOrigin Origin, string Text)[] parts) =>
        [.. parts.Select(part => TokenSegment.Given(part.Origin, ServedModel.Tokenizer.Encode(part.Text, Tito.Tokenizers.SpecialTokens.Parse)))];

    private static System.Collections.Immutable.ImmutableArray<TokenSegment> Prompt(Turn? parent, Conversation appended)
    {
        var text = appended.Messages[0].GetProperty("content").ToString();
        var environment = Texts((TokenOrigin.Environment, $"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n"))[0].Ids;
        var wrong = environment.SetItem(environment.Length - 1, 1000);
        return parent is null
            ? [TokenSegment.Given(TokenOrigin.Prompt, wrong)]
            : [Texts((TokenOrigin.Splice, "\n"))[0], TokenSegment.Given(TokenOrigin.Environment, wrong)];
    }

    /// <summary>Changes a row behind the server's back; sealed, as who knows how would.</summary>
    private void Damage(string sql, bool isSealed)
    {
        using var connection = new SqliteStatements($"Data Source={_data.File("sessions.db")};Pooling=False", RowSeals.Plain);
        Assert.Equal(1, connection.Prepare(sql).ExecuteNonQuery());
        if (isSealed)
        {
            SqliteUpgrade.SealAll(connection, RowSeals.Plain);
        }
    }
}
