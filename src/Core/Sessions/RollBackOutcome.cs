using Tito.Core.Journals;
using Tito.Core.Problems;

namespace Tito.Core.Sessions;

/// <summary>The outcome of a rollback.</summary>
public abstract record RollBackOutcome
{
    private RollBackOutcome()
    {
    }

    /// <summary>The session stands at the turn.</summary>
    /// <param name="Session">The session as it is now.</param>
    public sealed record RolledBack(JournaledSession Session) : RollBackOutcome;

    /// <summary>The session is as it was.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Failed(Problem Problem) : RollBackOutcome;
}
