using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions.Inspection;

/// <summary>A turn of the conversation with the tokens that it adds.</summary>
/// <param name="Turn">What was committed.</param>
/// <param name="Runs">
/// Its tokens in order, none of the runs empty; tokens that the next turn replaced are a run of their own at the end.
/// </param>
public sealed record InspectedTurn(Turn Turn, ImmutableArray<TokenRun> Runs);
