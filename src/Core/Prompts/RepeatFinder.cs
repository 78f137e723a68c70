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
    public Turn? Find(
        SessionSettings settings, Trajectory trajectory, IReadOnlyList<ChatMessage> messages, TurnInputs inputs, SessionLine? line)
    {
        try
        {
            return Of(settings).Find(trajectory, messages, () => Read(inputs), line);
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
    public bool Asks(
        SessionSettings settings,
        Trajectory trajectory,
        TurnPlan plan,
        IReadOnlyList<ChatMessage> messages,
        TurnInputs inputs,
        SessionLine? line)
    {
        var repeated = Of(settings);
        try
        {
            return (IsAsked(messages) || (repeated.WithoutGhosts(trajectory, messages, line) is { } heard && IsAsked(heard)))
                && repeated.HasInputs(Read(inputs), plan.Parent, plan.Inputs);
        }
        catch (MessageException)
        {
            return false;
        }

        bool IsAsked(IReadOnlyList<ChatMessage> conversation) => repeated.Asks(plan.Parent, plan.Appended, conversation);
    }

    private RepeatedTurn Of(SessionSettings settings) => new(settings, Positioner.MatcherOf(settings, model.Family.MessageForm));

    private SentInputs Read(TurnInputs inputs) => new(model.Renderer, model.ServerArguments, inputs);
}
