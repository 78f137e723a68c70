using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.InMemory;

/// <summary>A journal that is gone with its process, for tests.</summary>
/// <remarks>Thread-safe. It keeps rows, not objects, so that it goes through the same codec as the durable ones.</remarks>
public sealed class InMemoryJournal : ISessionJournal
{
    private readonly ConcurrentDictionary<string, Rows> _sessions = new();

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
    public ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken) =>
        ValueTask.FromResult<BeginOutcome>(Change<BeginOutcome>(sessionId, stored =>
            stored.Intents.GetValueOrDefault(intent.Key).Intent is { } holder && !holder.GivesWay(intent.StartedAt)
                ? (stored, new BeginOutcome.Held(holder))
                : (stored.Next().With(intent), new BeginOutcome.Begun())) ?? new BeginOutcome.Gone());

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, TurnIntent intent, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AppendOutcome>(Change<AppendOutcome>(sessionId, stored =>
        {
            if (!stored.Holds(intent))
            {
                return (stored, new AppendOutcome.Overtaken());
            }

            return stored.Head.TurnCount == turn.Sequence
                ? (stored.Next().With(turn).With(intent with { End = new IntentEnd.Committed(turn.Sequence) }), new AppendOutcome.Appended())
                : (stored, new AppendOutcome.Stale(stored.Head.TurnCount));
        }) ?? new AppendOutcome.Gone());

    /// <inheritdoc/>
    public ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken)
    {
        _ = Change(sessionId, stored => (stored.Holds(intent) ? stored.Next().With(intent with { End = new IntentEnd.Failed(failure) }) : stored, ""));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryRemove(sessionId, out _));

    /// <summary>Applies a change to a session as a whole; null when there is no session.</summary>
    private TResult? Change<TResult>(string sessionId, Func<Rows, (Rows Changed, TResult Result)> change)
        where TResult : class
    {
        while (_sessions.TryGetValue(sessionId, out var stored))
        {
            var (changed, result) = change(stored);
            if (_sessions.TryUpdate(sessionId, changed, stored))
            {
                return result;
            }
        }

        return null;
    }

    private sealed record Rows(SessionHead Head, ImmutableList<TurnRow> Turns, ImmutableDictionary<string, (TurnIntent Intent, long Version)> Intents)
    {
        public bool Holds(TurnIntent intent) =>
            Intents.GetValueOrDefault(intent.Key).Intent is { End: null } holder && holder.AttemptId == intent.AttemptId;

        public JournaledSession Since(JournaledSession known) => Head == known.Head ? known
            : known.CanGrowInto(Head) ? SessionReader.Extend(known, Behind(known))
            : SessionReader.Read(Behind(JournaledSession.Start(Head)));

        public SessionRows Behind(JournaledSession known) => new(
            Head,
            [.. Turns.Skip(known.Head.TurnCount)],
            [.. Intents.Values.Where(stored => stored.Version > known.Head.Version).Select(stored => stored.Intent)]);

        public Rows Next() => this with { Head = Head with { Version = Head.Version + 1 } };

        public Rows With(TurnIntent intent) => this with { Intents = Intents.SetItem(intent.Key, (intent, Head.Version)) };

        public Rows With(Turn turn) => this with
        {
            Head = Head with { TurnCount = turn.Sequence + 1, Tip = turn.Digest },
            Turns = Turns.Add(TurnRowCodec.Encode(turn)),
        };
    }
}
