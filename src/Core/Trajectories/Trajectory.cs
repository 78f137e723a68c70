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
    private Trajectory(Digest genesis, ImmutableList<Turn> turns) => (Genesis, Turns) = (genesis, turns);

    /// <summary>The first link of the digest chain: it binds the tokenizer, the template and the fixed arguments.</summary>
    public Digest Genesis { get; }

    /// <summary>All turns in commit order; a turn's index is its sequence.</summary>
    public ImmutableList<Turn> Turns { get; }

    /// <summary>The turn committed last, whose path is the session's conversation; null before the first.</summary>
    public Turn? Active => Turns.IsEmpty ? null : Turns[^1];

    /// <summary>The digest of the active turn, or <see cref="Genesis"/> before the first.</summary>
    public Digest Tip => Active?.Digest ?? Genesis;

    /// <summary>A trajectory without turns.</summary>
    /// <param name="genesis">The first link of the digest chain.</param>
    public static Trajectory Start(Digest genesis) => new(genesis, []);

    /// <summary>This trajectory with one more turn, which becomes the active one.</summary>
    /// <param name="parent">A turn of this trajectory, or null for a new root.</param>
    /// <param name="content">What the turn adds.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="parent"/> is not a turn of this trajectory, or <paramref name="content"/> replaces more than its completion.
    /// </exception>
    public Trajectory Append(Turn? parent, TurnContent content)
    {
        if (parent is not null && (parent.Sequence >= Turns.Count || !ReferenceEquals(Turns[parent.Sequence], parent)))
        {
            throw new ArgumentException("The parent is no turn of this trajectory.", nameof(parent));
        }

        return new(Genesis, Turns.Add(new(Turns.Count, parent, content, parent?.Digest ?? Genesis)));
    }
}
