using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.InMemory;

/// <summary>A journal that is gone with its process, for tests.</summary>
/// <remarks>Thread-safe. It keeps rows, not objects, so that it goes through the same codec as the durable ones.</remarks>
public sealed class InMemoryJournal : ISessionJournal
{
    private readonly ConcurrentDictionary<string, (SessionHead Head, ImmutableList<TurnRow> Rows)> _sessions = new();

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryAdd(head.SessionId, (head, [])));

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryGetValue(sessionId, out var stored) ? SessionReader.Read(stored.Head, stored.Rows) : null);

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, CancellationToken cancellationToken)
    {
        while (_sessions.TryGetValue(sessionId, out var stored))
        {
            if (stored.Head.TurnCount != turn.Sequence)
            {
                return ValueTask.FromResult<AppendOutcome>(new AppendOutcome.Stale(stored.Head.TurnCount));
            }

            var head = stored.Head with { TurnCount = turn.Sequence + 1, Tip = turn.Digest };
            if (_sessions.TryUpdate(sessionId, (head, stored.Rows.Add(TurnRowCodec.Encode(turn))), stored))
            {
                return ValueTask.FromResult<AppendOutcome>(new AppendOutcome.Appended());
            }
        }

        return ValueTask.FromResult<AppendOutcome>(new AppendOutcome.Gone());
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sessions.TryRemove(sessionId, out _));
}
