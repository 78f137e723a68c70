using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>A turn that may be sent to an engine, or why it may not.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome()
    {
    }

    /// <summary>Every level of append-only holds.</summary>
    /// <param name="Plan">The turn that may be sent.</param>
    public sealed record Planned(TurnPlan Plan) : PlanOutcome;

    /// <summary>A level of append-only is broken.</summary>
    /// <param name="Refusal">Which, and where.</param>
    public sealed record Refused(PromptRefusal Refusal) : PlanOutcome;
}
