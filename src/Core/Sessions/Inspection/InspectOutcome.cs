
namespace Tito.Core.Sessions.Inspection;

/// <summary>The outcome of a request to lay a session out.</summary>
public abstract record InspectOutcome
{
    private InspectOutcome()
    {
    }

    /// <summary>The session, laid out.</summary>
    /// <param name="Inspection">What there is to see.</param>
    public sealed record Shown(SessionInspection Inspection) : InspectOutcome;

    /// <summary>No session has the id.</summary>
    public sealed record NoSession : InspectOutcome;

    /// <summary>The session has no such turn.</summary>
    /// <param name="TurnCount">How many it has; the turns are 0 to one less.</param>
    public sealed record NoTurn(int TurnCount) : InspectOutcome;

    /// <summary>The turn to compare is in the place of none of the conversation's, or is one of them.</summary>
    public sealed record NoSibling : InspectOutcome;

    /// <summary>The conversation has no such page of tokens.</summary>
    /// <param name="PageCount">How many it has, 1 or more; the pages are 0 to one less.</param>
    public sealed record NoPage(int PageCount) : InspectOutcome;
}
