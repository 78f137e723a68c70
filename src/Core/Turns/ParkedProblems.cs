using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;

namespace Tito.Core.Turns;

/// <summary>The problems for which parked turns became none, as they are stored and as they are told.</summary>
public static class ParkedProblems
{
    /// <summary>What is stored of a problem: all but when to ask again, for it has been asked often enough.</summary>
    public static ParkedFailure ToFailure(this Problem problem) => new(WireName.Of(problem.Code), problem.Message, problem.Param)
    {
        EngineStatus = problem.EngineStatus,
        EngineCode = problem.EngineCode,
        MessageIndex = problem.MessageIndex,
    };

    /// <summary>The problem of what is stored.</summary>
    /// <param name="failure">What is stored.</param>
    /// <param name="name">Whose it is, for errors.</param>
    /// <exception cref="JournalCorruptException">This release does not know the code.</exception>
    public static Problem ToProblem(this ParkedFailure failure, ParkedName name) => new(
        WireName.Find<ProblemCode>(failure.Code) ?? throw new JournalCorruptException(
            name.SessionId, ParkedTurn.RowName(name.Key), $"it failed with {failure.Code}, which this release does not know."),
        failure.Message,
        failure.Param)
    {
        EngineStatus = failure.EngineStatus,
        EngineCode = failure.EngineCode,
        MessageIndex = failure.MessageIndex,
    };
}
