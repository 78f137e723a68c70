using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>A recorded session whose prompts were made anew.</summary>
/// <param name="Trajectory">
/// Its turns, at the places that they have in the file. A turn that could not be taken is there as it was, or ends the list.
/// </param>
/// <param name="Refusals">Why a turn could not be taken, one for each turn that was tried; null where it was.</param>
public sealed record RetakenTrajectory(Trajectory Trajectory, ImmutableArray<string?> Refusals);
