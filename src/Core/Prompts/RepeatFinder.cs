using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>
/// Finds what a request asks for once more: the same conversation, by the session's matcher and up to ghosts, with the same inputs.
/// </summary>
/// <remarks>Pure and thread-safe. The inputs of a request that says something new are not looked at.</remarks>
/// <param name="model">The served model.</param>
public sealed class RepeatFinder(SessionModel model)
{
    /// <summary>The turn that a request asks for once more, the latest of several; null for none.</summary>
    /// <param name="settings">What the session chose.</param>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="messages">The request's whole conversation.</param>
    /// <param name="inputs">The request's tools, template arguments and effort.</param>
    /// <param name="line">The line of the session that the request is of; null where it names none.</param>
    /// <param name="named">The turns whose answers the request names by their ids, by their sequence; null for none.</param>
    public Turn? Find(
        SessionSettings settings,
        Trajectory trajectory,
        IReadOnlyList<ChatMessage> messages,
        TurnInputs inputs,
        SessionLine? line,
        IReadOnlySet<int>? named = null)
    {
        try
        {
            return Of(settings, trajectory, inputs, line, named).Find(messages);
        }
        catch (MessageException)
        {
            // Inputs of a wrong form are no turn's; the plan says what is wrong with them.
            return null;
        }
    }

    /// <summary>Whether a request asks for what is planned already.</summary>
    /// <param name="settings">What the session chose.</param>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="messages">The request's whole conversation.</param>
    /// <param name="inputs">The request's tools, template arguments and effort.</param>
    /// <param name="line">The line of the session that the request is of; null where it names none.</param>
    /// <param name="named">The turns whose answers the request names by their ids, by their sequence; null for none.</param>
    public bool Asks(
        SessionSettings settings,
        Trajectory trajectory,
        TurnPlan plan,
        IReadOnlyList<ChatMessage> messages,
        TurnInputs inputs,
        SessionLine? line,
        IReadOnlySet<int>? named = null)
    {
        try
        {
            return Of(settings, trajectory, inputs, line, named).Asks(plan, messages);
        }
        catch (MessageException)
        {
            return false;
        }
    }

    private RepeatedTurn Of(
        SessionSettings settings, Trajectory trajectory, TurnInputs inputs, SessionLine? line, IReadOnlySet<int>? named) => new(
            settings,
            Positioner.MatcherOf(settings, model.Family.MessageForm),
            trajectory,
            () => new SentInputs(model.Renderer, model.ServerArguments, inputs),
            line,
            named);
}
