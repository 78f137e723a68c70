using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>Where a request continues a trajectory, or why it does not.</summary>
public abstract record PositionOutcome
{
    private PositionOutcome()
    {
    }

    /// <summary>The request continues the trajectory.</summary>
    /// <param name="Parent">The turn to continue, or null to start from an empty buffer.</param>
    /// <param name="Appended">The request's messages beyond the parent's path; empty when only a generation prompt is to be added.</param>
    /// <param name="RolledBack">How many turns between the active one and the parent are left behind, 0 or more.</param>
    public sealed record Positioned(Turn? Parent, ImmutableArray<ChatMessage> Appended, int RolledBack) : PositionOutcome
    {
        /// <summary>
        /// Calls of the parent's path that the request has otherwise than they were sampled, and that no turn of the path was told of;
        /// empty where nobody looked.
        /// </summary>
        public ImmutableArray<MessageDifference> Altered { get; init; } = [];
    }

    /// <summary>The request does not continue the trajectory.</summary>
    /// <param name="Reason">The kind of refusal.</param>
    /// <param name="MessageIndex">The index of the first offending message of the request, where there is one.</param>
    /// <param name="Message">A sentence for the client, with counts and roles and without any content.</param>
    public sealed record Refused(RefusalReason Reason, int? MessageIndex, string Message) : PositionOutcome
    {
        /// <summary>Where the request's messages part from the stored ones, where they do; null too where nobody has looked yet.</summary>
        public MessageDifference? Difference { get; init; }

        /// <summary>The turn of a tree whose sampled message the request has with other content, where that is the reason.</summary>
        internal Turn? Replayed { get; init; }

        /// <summary>The place of another input than a message, where it is one.</summary>
        public string? Field { get; init; }

        /// <summary>The refusal of a request that continues a turn with other inputs.</summary>
        /// <param name="turn">The turn.</param>
        /// <param name="differences">What differs, one or more.</param>
        internal static Refused InputsChanged(Turn turn, ImmutableArray<InputDifference> differences) => new(
            RefusalReason.InputsChanged,
            null,
            $"Level 1 (messages): the prompt of this request is shaped by other inputs than turn {turn.Sequence}, which its messages "
            + $"continue: {string.Join("; ", differences)}. Send what that turn was asked with, open another session, or open it with "
            + "\"on_prompt_inputs\": \"keep\".")
        {
            Field = differences[0].Field,
        };
    }
}
