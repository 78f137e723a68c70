using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces.OpenAiChat;
using Tito.Storage.InMemory;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A client goes away while the engine works. The use case is driven directly: over HTTP nobody can say when a server notices.</summary>
public sealed class HangUpTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly TurnRequest Request = OpenAiChatFace.Instance.Read(JsonElement.Parse(new Conversation().User("u").Body())).Turn;

    private readonly InMemoryJournal _journal = new();
    private readonly ScriptedEngine _script = new(ServedModel.Tokenizer);
    private readonly EngineGate _gate = new();
    private readonly CancellationTokenSource _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task RunAsync_WithoutAKey_GivesTheEngineUpAndSaysSo()
    {
        var take = await OpenAsync();
        var turn = take.RunAsync(Id, Request, new("1", null, IsRetry: false), observer: null, _client.Token);
        await _gate.Arrived;

        await _client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        Assert.Equal(new IntentEnd.Failed(IntentFailure.Abandoned), Assert.Single((await LoadAsync()).Intents).End);
        _script.Says("a1");
        Assert.IsType<TurnOutcome.Committed>(await take.RunAsync(Id, Request, new("2", null, IsRetry: true), observer: null, CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_WithoutAKey_GoesOnForARetryThatWaitsForIt()
    {
        var take = await OpenAsync();
        var turn = take.RunAsync(Id, Request, new("1", null, IsRetry: false), observer: null, _client.Token);
        await _gate.Arrived;
        var retry = take.RunAsync(Id, Request, new("2", null, IsRetry: true), observer: null, CancellationToken.None);

        await _client.CancelAsync();
        _gate.Open();

        Assert.True(Assert.IsType<TurnOutcome.Committed>(await retry).IsReplay);
        Assert.IsType<TurnOutcome.Committed>(await turn);
    }

    [Fact]
    public async Task RunAsync_WhenTheRetryGoesAwayAsWell_GivesTheEngineUp()
    {
        var take = await OpenAsync();
        var turn = take.RunAsync(Id, Request, new("1", null, IsRetry: false), observer: null, _client.Token);
        await _gate.Arrived;
        using var other = new CancellationTokenSource();
        var retry = take.RunAsync(Id, Request, new("2", null, IsRetry: true), observer: null, other.Token);

        await _client.CancelAsync();
        await other.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => retry);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        Assert.Equal(new IntentEnd.Failed(IntentFailure.Abandoned), Assert.Single((await LoadAsync()).Intents).End);
    }

    [Fact]
    public async Task RunAsync_WithoutAKeyWhereTheSessionFinishes_GoesOn()
    {
        var take = await OpenAsync(new() { OnHangUp = HangUpRule.Finish });
        var turn = take.RunAsync(Id, Request, new("1", null, IsRetry: false), observer: null, _client.Token);
        await _gate.Arrived;

        await _client.CancelAsync();
        _gate.Open();

        Assert.IsType<TurnOutcome.Committed>(await turn);
        Assert.Single((await LoadAsync()).Trajectory.Turns);
    }

    [Fact]
    public async Task RunAsync_WithAKey_GoesOnForTheRetry()
    {
        var take = await OpenAsync();
        var turn = take.RunAsync(Id, Request, new("1", "k", IsRetry: false), observer: null, _client.Token);
        await _gate.Arrived;

        await _client.CancelAsync();
        _gate.Open();

        Assert.IsType<TurnOutcome.Committed>(await turn);
        Assert.True(Assert.IsType<TurnOutcome.Committed>(await take.RunAsync(Id, Request, new("2", "k", IsRetry: false), observer: null, CancellationToken.None)).IsReplay);
    }

    private async Task<TurnTaker> OpenAsync(SessionSettings? settings = null)
    {
        _script.Says("held", _gate);
        await new SessionOpener(_journal, ServedModel.Qwen3, TimeProvider.System).RunAsync(Id, settings ?? new(), null, CancellationToken.None);
        return new(_journal, _script, ServedModel.Qwen3, new(TimeSpan.FromMinutes(10)), TimeProvider.System);
    }

    private async Task<JournaledSession> LoadAsync() => (await _journal.LoadAsync(Id, CancellationToken.None))!;
}
