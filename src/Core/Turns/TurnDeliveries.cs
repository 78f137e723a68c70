using System.Collections.Concurrent;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Which answers of this process left the server whole. Nothing of it is stored: a turn that nobody here knows of counts as not arrived for
/// a while after it was committed.
/// </summary>
/// <remarks>
/// Thread-safe. An entry costs about 200 bytes for <see cref="Window"/>, one of an answer that was cut off for <see cref="Memory"/>. ADR
/// 37 has the reasons.
/// </remarks>
/// <param name="clock">Forgets.</param>
public sealed class TurnDeliveries(TimeProvider clock)
{
    /// <summary>For how long a turn is owed of which this process knows nothing, from its commit on: agents wait up to 60 s.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <summary>How long it is remembered that an answer was cut off.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Name, State> _states = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, Name Name)> _begun = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, Name Name)> _cut = new();

    /// <summary>What became of an answer that this process told.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="isWhole">Whether its last complete item left the server while the client was there.</param>
    public void End(string sessionId, Turn turn, bool isWhole)
    {
        var name = new Name(sessionId, turn.Sequence, turn.Digest);
        var state = isWhole ? State.Arrived : State.Cut;

        // Several clients may wait for one turn; one that has it is enough.
        state = _states.AddOrUpdate(name, state, (_, before) => before == State.Arrived ? before : state);
        (state == State.Cut ? _cut : _begun).Enqueue((clock.GetUtcNow(), name));
        Forget();
    }

    /// <summary>
    /// A turn is about to be committed here, and then told: whoever asks for the same meanwhile does not ask again. Where all of its
    /// clients have gone there is nobody to tell it to, and whoever asks is one of them.
    /// </summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="isAlone">Whether nobody waits for it any more.</param>
    internal void Begin(string sessionId, Turn turn, bool isAlone)
    {
        var name = new Name(sessionId, turn.Sequence, turn.Digest);
        _states[name] = isAlone ? State.Cut : State.Told;
        (isAlone ? _cut : _begun).Enqueue((clock.GetUtcNow(), name));
        Forget();
    }

    /// <summary>An owed answer is about to be told once more: whoever asks for the same meanwhile does not ask for that one.</summary>
    internal void TellAgain(string sessionId, Turn turn) => Begin(sessionId, turn, isAlone: false);

    /// <summary>Whether a turn's answer is still owed; null where this process knows nothing of it.</summary>
    internal bool? IsOwed(string sessionId, Turn turn) =>
        _states.TryGetValue(new(sessionId, turn.Sequence, turn.Digest), out var state) ? state == State.Cut : null;

    private void Forget()
    {
        Forget(_begun, Window, isCut: false);
        Forget(_cut, Memory, isCut: true);
    }

    private void Forget(ConcurrentQueue<(DateTimeOffset At, Name Name)> queue, TimeSpan age, bool isCut)
    {
        var until = clock.GetUtcNow() - age;
        while (queue.TryPeek(out var first) && first.At < until && queue.TryDequeue(out var old))
        {
            if (_states.TryGetValue(old.Name, out var state) && (state == State.Cut) == isCut)
            {
                _states.TryRemove(new(old.Name, state));
            }
        }
    }

    private enum State
    {
        /// <summary>It is on the way.</summary>
        Told,

        /// <summary>It left whole.</summary>
        Arrived,

        /// <summary>It did not.</summary>
        Cut,
    }

    private sealed record Name(string SessionId, int Sequence, Digest Digest);
}
