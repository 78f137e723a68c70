using System.Text;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Simulation;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>
/// Sessions that the last release of version 2 served and stored: this release exports them in the very bytes of that one and shows them
/// so, with what is new beside it; it proves them, and its clients go on with them. The expected bytes are that release's own.
/// </summary>
public abstract class VersionTwoContract : IAsyncLifetime
{
    private readonly IReadOnlyDictionary<string, byte[]> _answers;
    private SimulatedEngine _simulation = null!;
    private HttpEngine _engine = null!;
    private TestServer _server = null!;
    private SessionClient _client = null!;

    private protected VersionTwoContract(string store) => _answers = VersionTwo.Answers(store);

    /// <summary>The names of the sessions that take turns.</summary>
    public static TheoryData<string> Open => [.. VersionTwo.Served.Where(name => name != "closed")];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulation = await SimulatedServer.SimulateAsync(7, Ends);
        _engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = _simulation.BaseAddress }, TimeProvider.System);
        _server = await TestServer.StartAsync(_engine, await OpenAsync(Ends), Ends);
        _client = new(_server.Root, Ends);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _engine.Dispose();
        await _simulation.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Corpus_HoldsTheSessionsOfTheRelease() =>
        Assert.Equal(VersionTwo.Served, _answers.Keys.Select(name => name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task LoadAsync_OfSessionsThatNoServerServed_ReadsEveryFieldThatTheyHeld() =>
        await VersionTwo.AssertReadAsync(_server.Journal, Ends);

    [Theory]
    [InlineData("session", "")]
    [InlineData("proof", "/proof")]
    public async Task Get_OfAStoredSession_GivesTheBytesThatItGave(string answer, string route)
    {
        foreach (var name in VersionTwo.Served)
        {
            Assert.Equal(Expected($"{name}.{answer}"), Then(JsonElement.Parse(Records.Earlier((await _client.GetAsync($"sessions/{Id(name)}{route}")).Text))));
        }
    }

    [Fact]
    public async Task VerifySession_OfAStoredSession_HoldsOnEveryLevel()
    {
        foreach (var name in VersionTwo.Served)
        {
            var verdict = (await _client.PostAsync($"sessions/{Id(name)}/verify", "")).Json;
            Assert.True(verdict.GetProperty("verified").GetBoolean(), $"{name}: {verdict}");
        }
    }

    [Fact]
    public async Task Export_OfAStoredSession_GivesTheBytesThatItGave()
    {
        foreach (var name in VersionTwo.Served)
        {
            var file = await Transfer.Transfer.ExportAsync(_server.Journal, Id(name));
            Assert.Equal(Expected($"{name}.export"), Encoding.UTF8.GetString(file));
        }
    }

    [Fact]
    public async Task Import_OfAFileThatTheReleaseExported_ShowsAndExportsItAsTheReleaseDid()
    {
        var journal = new InMemoryJournal();
        await using var server = await TestServer.StartAsync(_engine, journal, Ends);
        using var client = new SessionClient(server.Root, Ends);
        foreach (var name in VersionTwo.Served)
        {
            var rows = await Transfer.Transfer.ImportAsync(journal, Id(name), _answers[$"{name}.export.json"]);

            Assert.All(rows.Turns, row => Assert.Equal((TurnRow.UnboundInputsFormat, ""), (row.Format, row.Engine)));
            Assert.Equal(Expected($"{name}.export"), Encoding.UTF8.GetString(await Transfer.Transfer.ExportAsync(journal, Id(name))));
            Assert.Equal(Records.Raw(Json($"{name}.session")), Records.Raw((await client.GetAsync($"sessions/{Id(name)}")).Json));
            Assert.True((await client.PostAsync($"sessions/{Id(name)}/verify", "")).Json.GetProperty("verified").GetBoolean(), name);
        }
    }

    [Fact]
    public async Task Chat_WithAKeyThatTheReleaseAnswered_GivesItsAnswerAgain()
    {
        foreach (var key in (string[])["key-0", "key-1", "key-2"])
        {
            var answer = await _client.ChatAsync(Id("tools"), Expected($"tools.{key}.request"), ("Idempotency-Key", key));
            Assert.Equal("true", answer.Headers["idempotent-replayed"]);

            // Logprobs come to those alone who ask for them, and these requests did not.
            var expected = Expected($"tools.{key}.answer");
            var choice = JsonElement.Parse(expected).GetProperty("choices")[0];
            var raw = choice.GetProperty("meta_info").GetProperty("output_token_logprobs").GetRawText();
            Assert.Equal(
                expected.Replace($",\"logprobs\":{choice.GetProperty("logprobs").GetRawText()}", "", StringComparison.Ordinal)
                    .Replace($",\"output_token_logprobs\":{raw}", "", StringComparison.Ordinal),
                answer.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task Chat_InASessionOfTheRelease_GoesOnFromItsTokens(string name)
    {
        var before = new SessionPage(Json($"{name}.session"));
        var stored = (await _server.Journal.ReadRowsAsync(Id(name), Ends))!.Turns;

        await _client.TakeAsync(Id(name), Records.NextRequest(before.Records[^1]));

        var after = await _client.ViewAsync(Id(name));
        Assert.Equal(before.Ids, after.Ids[..before.Ids.Length]);
        Assert.Equal(Records.Raw(before.Json), Records.Raw(after.Json).SkipLast(1));
        Assert.True((await _client.PostAsync($"sessions/{Id(name)}/verify", "")).Json.GetProperty("verified").GetBoolean());
        var rows = (await _server.Journal.ReadRowsAsync(Id(name), Ends))!.Turns;
        Assert.Equal([.. stored.Select(_ => TurnRow.OneEngineFormat), TurnRow.CurrentFormat], rows.Select(row => row.Format));
        Assert.Equal("sglang-chat", rows[^1].Engine);
    }

    [Fact]
    public async Task Chat_InASessionThatTheReleaseClosed_IsRefused() => Assert.Equal(
        (409, "session_closed"),
        (await _client.ChatAsync(Id("closed"), Records.NextRequest(new SessionPage(Json("closed.session")).Records[^1]))).Error);

    /// <summary>An answer without what that release did not say: which turns the conversation does not hold, and its roots.</summary>
    private static string Then(JsonElement answer)
    {
        var text = answer.GetRawText();
        var holder = answer.TryGetProperty("metadata", out var metadata) ? metadata : answer;
        var left = holder.GetProperty("status").GetProperty("left_behind").GetRawText();
        text = text.Replace($",\"left_behind\":{left}", "", StringComparison.Ordinal)
            .Replace("{\"state\":\"restarted\"", "{\"state\":\"complete\"", StringComparison.Ordinal);
        return holder.TryGetProperty("roots", out var roots)
            ? text.Replace($"\"roots\":{roots.GetRawText()},", "", StringComparison.Ordinal).Replace(",\"agent\":null", "", StringComparison.Ordinal)
            : text;
    }

    /// <summary>The journal of this release over what the other one stored.</summary>
    private protected abstract Task<IJournal> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Removes what <see cref="OpenAsync"/> stored.</summary>
    private protected abstract ValueTask RemoveAsync();

    private string Expected(string name) => Encoding.UTF8.GetString(_answers[$"{name}.json"]);

    private JsonElement Json(string name) => JsonElement.Parse(_answers[$"{name}.json"]);

    private string Id(string name) => Json($"{name}.session").GetProperty("session_id").GetString()!;
}
