using Tito.Core.Journals;
using Tito.Core.Problems;

namespace Tito.Core.Sessions;

/// <summary>What became of a request for a session with a chosen id.</summary>
public abstract record OpenOutcome
{
    private OpenOutcome()
    {
    }

    /// <summary>There is such a session now.</summary>
    /// <param name="Head">The session as it is stored, with or without turns.</param>
    /// <param name="IsNew">Whether it was opened for this request, and not before with the same settings.</param>
    public sealed record Open(SessionHead Head, bool IsNew) : OpenOutcome;

    /// <summary>A session of that id is another one.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(Problem Problem) : OpenOutcome;
}
