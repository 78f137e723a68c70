using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.InMemory;

/// <summary>A journal that is gone with its process, for tests.</summary>
/// <remarks>Thread-safe. It keeps rows, not objects, so that it goes through the same codec as the durable ones.</remarks>
public sealed class InMemoryJournal : IJournal
{
    private readonly ConcurrentDictionary<string, Rows> _sessions = new(StringComparer.Ordinal);

    /// <summary>An empty journal.</summary>
    public InMemoryJournal()
        : this(new())
    {
    }

    /// <summary>An empty journal with limits of its own.</summary>
    internal InMemoryJournal(JournalLimits limits) => Limits = limits;

    /// <inheritdoc/>
    public JournalLimits Limits { get; }

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryAdd(head.SessionId, new(head)));

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        await ReadRowsAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } stored ? SessionReader.Read(stored) : null;

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryGetValue(known.Head.SessionId, out var stored) ? stored.Since(known) : null);

    /// <inheritdoc/>
    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class
    {
        while (_sessions.TryGetValue(sessionId, out var stored))
        {
            var (step, outcome) = decide(stored.Head, key is null ? null : stored.Intents.GetValueOrDefault(key).Intent);
            if (step is null || _sessions.TryUpdate(sessionId, stored.With(step), stored))
            {
                return ValueTask.FromResult<TOutcome?>(outcome);
            }
        }

        return ValueTask.FromResult<TOutcome?>(null);
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

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<SessionRows?>(_sessions.TryGetValue(sessionId, out var stored) ? stored.All() : null);

    /// <inheritdoc/>
    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.GetValueOrDefault(sessionId)?.Parked.GetValueOrDefault(key));

    /// <inheritdoc/>
    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => _sessions
        .SelectMany(session => session.Value.Parked.Values, (session, turn) => (session.Key, Turn: turn))
        .Where(parked => parked.Turn.IsWaiting)
        .Select(parked => new ParkedName(parked.Key, parked.Turn.Key))
        .ToAsyncEnumerable();

    /// <summary>Does nothing: no write is ever left unfinished.</summary>
    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    private sealed record Rows(SessionHead Head)
    {
        public ImmutableList<TurnRow> Turns { get; private init; } = [];

        public ImmutableDictionary<string, (TurnIntent Intent, long Version)> Intents { get; private init; } =
            ImmutableDictionary.Create<string, (TurnIntent, long)>(StringComparer.Ordinal);

        public ImmutableDictionary<string, ParkedTurn> Parked { get; private init; } =
            ImmutableDictionary.Create<string, ParkedTurn>(StringComparer.Ordinal);

        public JournaledSession Since(JournaledSession known) => Head == known.Head ? known
            : known.CanGrowInto(Head) ? SessionReader.Extend(known, After(known))
            : SessionReader.Read(All());

        public SessionRows All() => After(JournaledSession.Start(Head)) with { Parked = [.. Parked.Values] };

        public SessionRows After(JournaledSession known) => new(
            Head,
            [.. Turns.Skip(known.Head.TurnCount)],
            [.. Intents.Values.Where(stored => stored.Version > known.Head.Version).Select(stored => stored.Intent)]);

        public Rows With(SessionStep step) => new(step.Head)
        {
            Turns = step.Turn is { } turn ? Turns.Add(turn.Row) : Turns,
            Parked = step.Parked switch
            {
                null => Parked,
                (var key, null) => Parked.Remove(key),
                (var key, { } row) => Parked.SetItem(key, row),
            },
            Intents = step.Intent is { } intent ? Intents.SetItem(intent.Key, (intent, step.Head.Version)) : Intents,
        };
    }
}
