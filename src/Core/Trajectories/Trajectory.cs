using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>The append-only tree of a session's turns, at one instant.</summary>
/// <remarks>
/// Immutable and thread-safe: committing a turn gives a new trajectory that shares everything with this one. A trajectory never
/// sees a tokenizer or a template, so it cannot re-tokenize its history.
/// </remarks>
public sealed class Trajectory
{
    private Trajectory(Digest genesis, ImmutableList<Turn> turns, Turn? active) => (Genesis, Turns, Active) = (genesis, turns, active);

    /// <summary>The first link of the digest chain: it binds the tokenizer, the template and the fixed arguments.</summary>
    public Digest Genesis { get; }

    /// <summary>All turns in commit order; a turn's index is its sequence.</summary>
    public ImmutableList<Turn> Turns { get; }

    /// <summary>
    /// The turn whose path is the session's conversation: the one committed last, or the one that the session was rolled back to since;
    /// null before the first.
    /// </summary>
    public Turn? Active { get; }

    /// <summary>The digest of the turn committed last, active or not, or <see cref="Genesis"/> before the first.</summary>
    public Digest Tip => Turns.IsEmpty ? Genesis : Turns[^1].Digest;

    /// <summary>The digest of the session's conversation: that of the active turn, or <see cref="Genesis"/> without one.</summary>
    public Digest Digest => Active?.Digest ?? Genesis;

    /// <summary>A trajectory without turns.</summary>
    /// <param name="genesis">The first link of the digest chain.</param>
    public static Trajectory Start(Digest genesis) => new(genesis, [], null);

    /// <summary>The trajectory as it was when the last of so many turns had been committed and was the active one.</summary>
    /// <param name="turnCount">0 to the number of turns.</param>
    internal Trajectory AsOf(int turnCount) => new(Genesis, Turns.GetRange(0, turnCount), turnCount == 0 ? null : Turns[turnCount - 1]);

    /// <summary>This trajectory with one more turn, which becomes the active one: what an engine made of a checked prompt.</summary>
    /// <param name="plan">The plan; its parent is a turn of this trajectory, or was one of an earlier state of it.</param>
    /// <param name="answer">What the engine sampled.</param>
    /// <exception cref="ArgumentException">The plan's parent is not a turn of this trajectory.</exception>
    public Trajectory Commit(TurnPlan plan, TurnAnswer answer) => Grow(Present(plan.Parent), TurnContent.Of(plan, answer), isNew: true);

    /// <summary>
    /// This trajectory with one more turn as it was stored, which becomes the active one. Whoever calls this holds its digest against the
    /// stored one.
    /// </summary>
    /// <param name="parent">A turn of this trajectory, or null for a new root.</param>
    /// <param name="content">What the turn added.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="parent"/> is not a turn of this trajectory, or <paramref name="content"/> replaces more than its completion.
    /// </exception>
    public Trajectory Restore(Turn? parent, TurnContent content)
    {
        CheckOwn(parent, nameof(parent));
        return Grow(parent, content, isNew: false);
    }

    /// <summary>
    /// This trajectory with a turn that was made of it, or of one that shares the turn's parent; null when it is another's.
    /// </summary>
    /// <param name="turn">A turn; a root must have been made with this trajectory's genesis.</param>
    internal Trajectory? Adopt(Turn turn) => turn.Sequence == Turns.Count && (turn.Parent is null || IsOwn(turn.Parent))
        ? new(Genesis, Turns.Add(turn), turn)
        : null;

    /// <summary>This trajectory with another active turn; no turn is removed.</summary>
    /// <param name="turn">A turn of this trajectory, or null for none: the next turn begins with an empty buffer.</param>
    /// <exception cref="ArgumentException"><paramref name="turn"/> is not a turn of this trajectory.</exception>
    public Trajectory MoveTo(Turn? turn)
    {
        CheckOwn(turn, nameof(turn));
        return ReferenceEquals(turn, Active) ? this : new(Genesis, Turns, turn);
    }

    private Trajectory Grow(Turn? parent, TurnContent content, bool isNew)
    {
        var inputs = content.Inputs.SharedWith(parent?.Content.Inputs);
        var shared = content with { Inputs = inputs, Assistant = content.Assistant.SampledWith(inputs.Tools) };
        var turn = new Turn(Turns.Count, parent, shared, parent?.Digest ?? Genesis, isNew);
        return new(Genesis, Turns.Add(turn), turn);
    }

    private bool IsOwn(Turn turn) => turn.Sequence < Turns.Count && ReferenceEquals(Turns[turn.Sequence], turn);

    private void CheckOwn(Turn? turn, string name)
    {
        if (turn is not null && !IsOwn(turn))
        {
            throw new ArgumentException("This is no turn of the trajectory.", name);
        }
    }

    /// <summary>A session that was read again has other objects for the same turns.</summary>
    private Turn? Present(Turn? planned) => planned is null ? null
        : planned.Sequence < Turns.Count && Turns[planned.Sequence] is var own && own.Digest == planned.Digest ? own
        : throw new ArgumentException("The plan continues a turn that is not one of the trajectory.", nameof(planned));
}
