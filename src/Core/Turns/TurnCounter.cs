using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Prompts;

namespace Tito.Core.Turns;

/// <summary>The use case that says how long the prompt of a request would be: the prompt that a turn would send, and no turn.</summary>
/// <remarks>Thread-safe. Nothing is recorded and no engine is asked.</remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="model">The served model.</param>
public sealed class TurnCounter(ISessionJournal journal, SessionModel model)
{
    /// <summary>Counts.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="request">What a client would ask for.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The number of tokens, or why a turn would be refused before an engine is asked.</returns>
    public async Task<(int Count, Problem? Refused)> RunAsync(string sessionId, TurnRequest request, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return (0, SessionProblems.NotFound(sessionId));
        }

        if (model.For(session.Head.Genesis) is not { } served)
        {
            return (0, SessionProblems.OtherModel(session.Head, model.Genesis));
        }

        var plan = new PromptMaker(served).Plan(
            session.Head.Settings, session.Head.CreatedAt, session.Trajectory, request.Messages, request.Inputs, request.Line);
        return plan switch
        {
            PlanOutcome.Refused(var refusal) => (0, TurnProblems.Refused(refusal)),
            PlanOutcome.Planned(var planned) => (planned.Prompt.Count, null),
            _ => throw new UnreachableException(),
        };
    }
}
