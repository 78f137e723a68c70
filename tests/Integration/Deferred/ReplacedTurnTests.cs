using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Storage.InMemory;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>A look at a turn takes none, whatever becomes of its session meanwhile.</summary>
public sealed class ReplacedTurnTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>
    /// The answer needs the request, which is still there: the session did not take its tools. It is replaced behind the look, and in the
    /// new one nobody asked for the turn.
    /// </summary>
    [Fact]
    public async Task Look_WhenTheSessionIsReplacedMeanwhile_TellsTheTurnAndTakesNone()
    {
        var journal = new ParkedThen(new());
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Says("one").Says("two").Says("three"), journal, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"on_prompt_inputs":"keep"}""");
        var talk = new Conversation().User("u");
        talk.GoOn(await client.TakeAsync(session, talk.BodyWithTools()));
        await client.ChatAsync(session, talk.User("v").Body(), ("Prefer", "respond-async"), ("Idempotency-Key", "k"));
        await client.UntilAsync(session, "k", Ends);
        await journal.UntilNothingWaitsAsync(Ends);
        Assert.False((await journal.FindParkedAsync(session, "k", Ends))!.Body.IsEmpty);

        journal.Then = async () =>
        {
            Assert.True(await journal.DeleteAsync(session, null, Ends));
            await new SessionOpener(journal, ServedModel.Qwen3, TimeProvider.System).RunAsync(session, new(), null, Ends);
        };
        var told = await client.GetAsync($"sessions/{session}/turns/k");

        Assert.Equal(200, (int)told.Status);
        Assert.Contains("two", told.Text, StringComparison.Ordinal);
        var present = (await journal.LoadAsync(session, Ends))!;
        Assert.Equal((0, 0), (present.Trajectory.Turns.Count, present.Intents.Count));
    }

    /// <summary>Something happens once, when a parked turn was read.</summary>
    private sealed class ParkedThen(InMemoryJournal inner) : IJournal
    {
        public Func<Task>? Then { get; set; }

        public JournalLimits Limits => inner.Limits;

        public async ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken)
        {
            var found = await inner.FindParkedAsync(sessionId, key, cancellationToken);
            var then = Then;
            Then = null;
            await (then?.Invoke() ?? Task.CompletedTask);
            return found;
        }

        public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => inner.CreateAsync(head, cancellationToken);

        public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
            inner.LoadAsync(sessionId, cancellationToken);

        public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
            inner.RefreshAsync(known, cancellationToken);

        public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
            string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
            where TOutcome : class => inner.ChangeAsync(sessionId, key, decide, cancellationToken);

        public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
            inner.DeleteAsync(sessionId, version, cancellationToken);

        public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) => inner.ListAsync(after, cancellationToken);

        public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
            inner.FindHeadAsync(sessionId, cancellationToken);

        public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
            inner.ReadRowsAsync(sessionId, cancellationToken);

        public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => inner.ListParkedAsync(cancellationToken);

        public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
            inner.CollectGarbageAsync(now, cancellationToken);
    }
}
