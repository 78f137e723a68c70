using System.Collections.Immutable;

namespace Tito.Core.Trajectories;

/// <summary>Holds what shapes a request's prompt, besides its messages, against what stored turns have.</summary>
/// <remarks>Used by one request on one thread.</remarks>
public interface IInputsMatcher
{
    /// <summary>Where a template would be given something else than for a stored turn; empty where nothing.</summary>
    /// <param name="stored">The stored turn's inputs.</param>
    ImmutableArray<InputDifference> Differences(TurnInputs stored);
}
