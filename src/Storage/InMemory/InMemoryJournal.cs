using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.InMemory;

/// <summary>A journal that is gone with its process, for tests.</summary>
/// <remarks>Thread-safe. It keeps rows, not objects, so that it goes through the same codec as the durable ones.</remarks>
public sealed class InMemoryJournal : ISessionJournal
{
    private readonly ConcurrentDictionary<string, Rows> _sessions = new(StringComparer.Ordinal);
    private readonly JournalLimits _limits;

    /// <summary>An empty journal.</summary>
    public InMemoryJournal()
        : this(new())
    {
    }

    /// <summary>An empty journal with limits of its own.</summary>
    internal InMemoryJournal(JournalLimits limits) => _limits = limits;

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryAdd(head.SessionId, new(head, [], ImmutableDictionary.Create<string, (TurnIntent, long)>(StringComparer.Ordinal))));

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        await ReadRowsAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } stored ? SessionReader.Read(stored) : null;

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryGetValue(known.Head.SessionId, out var stored) ? stored.Since(known) : null);

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) => ValueTask.FromResult<SessionRows?>(
        _sessions.TryGetValue(sessionId, out var stored) ? stored.Behind(JournaledSession.Start(stored.Head)) : null);

    /// <inheritdoc/>
    public ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken) => ValueTask.FromResult(
        Change(sessionId, intent.Key, (head, holder) => SessionRules.Begin(head, holder, intent)) ?? new BeginOutcome.Gone());

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, Fence fence, TurnIntent intent, CancellationToken cancellationToken)
    {
        var row = TurnRowCodec.Encode(turn);
        return ValueTask.FromResult(row.ByteCount > _limits.TurnBytes
            ? new AppendOutcome.TooLarge(row.ByteCount, _limits.TurnBytes)
            : Change(sessionId, intent.Key, (head, holder) => SessionRules.Append(head, holder, turn, fence, intent), row) ?? new AppendOutcome.Gone());
    }

    /// <inheritdoc/>
    public ValueTask<MoveOutcome> MoveAsync(string sessionId, Fence fence, int? active, CancellationToken cancellationToken) => ValueTask.FromResult(
        Change(sessionId, null, (head, _) => SessionRules.Move(head, fence, active)) ?? new MoveOutcome.Gone());

    /// <inheritdoc/>
    public ValueTask<SessionHead?> CloseAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) => ValueTask.FromResult(
        Change(sessionId, null, (head, _) => SessionRules.Close(head, at)));

    /// <inheritdoc/>
    public ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken)
    {
        _ = Change(sessionId, intent.Key, (head, holder) => (SessionRules.End(head, holder, intent, failure), ""));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken)
    {
        while (_sessions.TryGetValue(sessionId, out var stored) && (version is null || stored.Head.Version == version))
        {
            if (_sessions.TryRemove(new(sessionId, stored)))
            {
                return ValueTask.FromResult(true);
            }
        }

        return ValueTask.FromResult(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) => _sessions.Keys
        .Where(id => after is null || string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).ToAsyncEnumerable();

    /// <inheritdoc/>
    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.GetValueOrDefault(sessionId)?.Head);

    /// <summary>Does nothing: there is no write that was not finished.</summary>
    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    /// <summary>Decides on the present state and stores the decision; null when there is no session.</summary>
    private TOutcome? Change<TOutcome>(
        string sessionId, string? key, Func<SessionHead, TurnIntent?, (SessionStep? Step, TOutcome Outcome)> decide, TurnRow? turn = null)
        where TOutcome : class
    {
        while (_sessions.TryGetValue(sessionId, out var stored))
        {
            var (step, outcome) = decide(stored.Head, key is null ? null : stored.Intents.GetValueOrDefault(key).Intent);
            if (step is null || _sessions.TryUpdate(sessionId, stored.With(step, turn), stored))
            {
                return outcome;
            }
        }

        return null;
    }

    private sealed record Rows(SessionHead Head, ImmutableList<TurnRow> Turns, ImmutableDictionary<string, (TurnIntent Intent, long Version)> Intents)
    {
        public JournaledSession Since(JournaledSession known) => Head == known.Head ? known
            : known.CanGrowInto(Head) ? SessionReader.Extend(known, Behind(known))
            : SessionReader.Read(Behind(JournaledSession.Start(Head)));

        public SessionRows Behind(JournaledSession known) => new(
            Head,
            [.. Turns.Skip(known.Head.TurnCount)],
            [.. Intents.Values.Where(stored => stored.Version > known.Head.Version).Select(stored => stored.Intent)]);

        public Rows With(SessionStep step, TurnRow? turn) => new(
            step.Head,
            turn is null ? Turns : Turns.Add(turn),
            step.Intent is { } intent ? Intents.SetItem(intent.Key, (intent, step.Head.Version)) : Intents);
    }
}
