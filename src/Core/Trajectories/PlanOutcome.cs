namespace Tito.Core.Trajectories;

/// <summary>The result of level 3 of append-only.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome()
    {
    }

    /// <summary>The prompt continues the buffer bit for bit, up to the tokens that the family lets a splice replace.</summary>
    /// <param name="Plan">The turn that may be sent.</param>
    public sealed record Planned(TurnPlan Plan) : PlanOutcome;

    /// <summary>The prompt does not continue the buffer.</summary>
    /// <param name="Index">The first token index that differs.</param>
    /// <param name="ExpectedId">The id that is stored there; null where the prompt goes on behind the stored end.</param>
    /// <param name="ActualId">The id that the prompt has there; null where the prompt ends before.</param>
    /// <param name="StoredCount">Number of stored tokens that the prompt had to begin with.</param>
    public sealed record PrefixBroken(int Index, int? ExpectedId, int? ActualId, int StoredCount) : PlanOutcome;
}
