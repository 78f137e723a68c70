using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>
/// A turn that may be sent to an engine. It holds a <see cref="Tokens.Prompt"/>, which only the module Prompts makes, so that a plan stands
/// for a prompt whose every level was checked; and <see cref="Trajectory.Commit"/> takes nothing else.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Parent">The turn that is continued, or null for an empty buffer.</param>
/// <param name="Appended">The messages beyond the parent's path; empty for a regeneration.</param>
/// <param name="Inputs">What else shaped the prompt.</param>
/// <param name="Prompt">The ids that the engine receives.</param>
public sealed record TurnPlan(Turn? Parent, ImmutableArray<ChatMessage> Appended, TurnInputs Inputs, Prompt Prompt)
{
    /// <summary>Calls of the parent's path that the request has otherwise than they were sampled, told for the first time.</summary>
    public ImmutableArray<MessageDifference> Altered { get; init; } = [];
}
