using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>What a prompt starts from: tokens, and the messages that they stand for.</summary>
/// <param name="Tokens">The buffer; empty for a first turn.</param>
/// <param name="SampledCount">
/// How many of its last tokens a splice may replace at the most, 0 or more: those of the last completion.
/// </param>
/// <param name="Messages">The messages that the buffer stands for; empty for a first turn.</param>
/// <param name="IsUnended">Whether the buffer ends in a completion that did not end, so that it is closed first.</param>
/// <param name="DroppedCount">How many of its last tokens were sampled after the turn's end and give way, 0 or more.</param>
public sealed record PromptBase(
    TokenBuffer Tokens, int SampledCount, IReadOnlyList<ChatMessage> Messages, bool IsUnended, int DroppedCount)
{
    /// <summary>No tokens and no messages.</summary>
    public static PromptBase Empty { get; } = new(TokenBuffer.Empty, 0, [], IsUnended: false, DroppedCount: 0);

    /// <summary>The end of a turn, or <see cref="Empty"/> for none.</summary>
    /// <param name="turn">The turn, or null.</param>
    /// <param name="rules">What the session does with a turn that did not end.</param>
    public static PromptBase After(Turn? turn, EndRules rules) => turn is null
        ? Empty
        : new(turn.Tokens, turn.Content.Completion.Ids.Length, turn.Messages, rules.Closes(turn), rules.DroppedCount(turn));

    /// <summary>Some tokens of which nothing else is known.</summary>
    /// <param name="ids">The tokens, int32; may be empty.</param>
    /// <param name="messages">The messages that they stand for.</param>
    public static PromptBase Of(ImmutableArray<int> ids, IReadOnlyList<ChatMessage> messages) =>
        new(TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, ids)), ids.Length, messages, IsUnended: false,
            DroppedCount: 0);
}
