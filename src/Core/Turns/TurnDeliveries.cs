using System.Collections.Concurrent;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Which answers of this process left the server whole. Nothing of it is stored: a turn that nobody here knows of counts as not arrived for
/// a while after it was committed.
/// </summary>
/// <remarks>
/// Thread-safe. An entry costs about 200 bytes for <see cref="Window"/>, one of an answer that was cut off for <see cref="Memory"/>. ADR 37 has
/// the reasons.
/// </remarks>
/// <param name="clock">Forgets.</param>
public sealed class TurnDeliveries(TimeProvider clock)
{
    /// <summary>How long after its commit a turn that this process knows nothing of may be asked for again: agents wait up to 60 s.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <summary>How long it is remembered that an answer was cut off.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Name, bool> _isOwed = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, Name Name)> _begun = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, Name Name)> _cut = new();

    /// <summary>What became of an answer that this process told.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="isWhole">Whether its last complete item left the server while the client was there.</param>
    public void End(string sessionId, Turn turn, bool isWhole)
    {
        var name = new Name(sessionId, turn.Sequence, turn.Digest);
        _isOwed[name] = !isWhole;
        (isWhole ? _begun : _cut).Enqueue((clock.GetUtcNow(), name));
        Forget(_begun, Window, isOwed: false);
        Forget(_cut, Memory, isOwed: true);
    }

    /// <summary>A turn is about to be committed here, and then told: whoever asks for the same meanwhile does not ask again.</summary>
    internal void Begin(string sessionId, Turn turn)
    {
        var name = new Name(sessionId, turn.Sequence, turn.Digest);
        _isOwed[name] = false;
        _begun.Enqueue((clock.GetUtcNow(), name));
        Forget(_begun, Window, isOwed: false);
    }

    /// <summary>Whether a turn's answer is still owed; null where this process knows nothing of it.</summary>
    internal bool? IsOwed(string sessionId, Turn turn) =>
        _isOwed.TryGetValue(new(sessionId, turn.Sequence, turn.Digest), out var isOwed) ? isOwed : null;

    private void Forget(ConcurrentQueue<(DateTimeOffset At, Name Name)> queue, TimeSpan age, bool isOwed)
    {
        var until = clock.GetUtcNow() - age;
        while (queue.TryPeek(out var first) && first.At < until && queue.TryDequeue(out var old))
        {
            _isOwed.TryRemove(new(old.Name, isOwed));
        }
    }

    private sealed record Name(string SessionId, int Sequence, Digest Digest);
}
