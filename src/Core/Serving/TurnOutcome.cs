using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>What became of a chat completion request.</summary>
public abstract record TurnOutcome
{
    private TurnOutcome()
    {
    }

    /// <summary>The turn is in the journal.</summary>
    /// <param name="Turn">The committed turn.</param>
    /// <param name="Response">The engine's answer, whole.</param>
    public sealed record Committed(Turn Turn, JsonElement Response) : TurnOutcome;

    /// <summary>Nothing was recorded; the session is as it was.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Failed(Problem Problem) : TurnOutcome;
}
