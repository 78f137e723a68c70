using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>A request that may go to the engine, or why it may not.</summary>
internal abstract record TurnPreparation
{
    private TurnPreparation()
    {
    }

    /// <summary>The request may go to the engine.</summary>
    /// <param name="Plan">The checked prompt.</param>
    /// <param name="Body">The client's body with the effective template arguments.</param>
    public sealed record Ready(TurnPlan Plan, JsonElement Body) : TurnPreparation;

    /// <summary>The request ends here.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Failed(Problem Problem) : TurnPreparation;
}
