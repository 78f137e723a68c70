using System.Collections.Immutable;
using Tito.Core.Completions;
using Tito.Core.Trajectories;

namespace Tito.Faces;

/// <summary>Writes one answer as events, while it is sampled or after it was.</summary>
/// <remarks>Not thread-safe. The calls are <see cref="Begin"/>, any number of <see cref="Add"/>, and then one of the other two.</remarks>
public interface IFaceEvents
{
    /// <summary>What comes before the first delta.</summary>
    IEnumerable<FaceEvent> Begin();

    /// <summary>What a delta of the message comes to; may be nothing.</summary>
    /// <param name="delta">The delta; each call has its id.</param>
    IEnumerable<FaceEvent> Add(CompletionDelta delta);

    /// <summary>
    /// What comes after the last delta, when the turn is committed: the end, by which a client knows that it can rely on it. The bytes are
    /// the same whenever and however often the turn is told.
    /// </summary>
    /// <param name="turn">The committed turn.</param>
    /// <param name="notes">What is said of it besides.</param>
    IEnumerable<FaceEvent> End(Turn turn, ImmutableArray<FaceNote> notes);

    /// <summary>What tells of a failure, in the place of the end.</summary>
    /// <param name="error">What went wrong.</param>
    IEnumerable<FaceEvent> Fail(FaceError error);
}
