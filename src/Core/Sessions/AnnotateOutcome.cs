using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>What became of the wish to say something of a turn.</summary>
public abstract record AnnotateOutcome
{
    private AnnotateOutcome()
    {
    }

    /// <summary>It is kept.</summary>
    /// <param name="Turn">The one that was named, as it stands in the trajectory: nothing of it changed.</param>
    /// <param name="Said">All that is said of it now.</param>
    public sealed record Annotated(Turn Turn, Annotation Said) : AnnotateOutcome;

    /// <summary>Nothing was kept.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Failed(Problem Problem) : AnnotateOutcome;
}
