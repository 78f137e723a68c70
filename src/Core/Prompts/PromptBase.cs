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
/// <param name="IsCutOff">
/// Whether the buffer ends in a completion that was cut off by length, so that the family's stop token closes it first.
/// </param>
public sealed record PromptBase(TokenBuffer Tokens, int SampledCount, IReadOnlyList<ChatMessage> Messages, bool IsCutOff)
{
    /// <summary>No tokens and no messages.</summary>
    public static PromptBase Empty { get; } = new(TokenBuffer.Empty, 0, [], IsCutOff: false);

    /// <summary>The end of a turn, or <see cref="Empty"/> for none.</summary>
    public static PromptBase After(Turn? turn) => turn is null
        ? Empty
        : new(turn.Tokens, turn.Content.Completion.Ids.Length, turn.Messages, turn.IsTruncated);

    /// <summary>Some tokens of which nothing else is known.</summary>
    /// <param name="ids">The tokens, int32; may be empty.</param>
    /// <param name="messages">The messages that they stand for.</param>
    public static PromptBase Of(ImmutableArray<int> ids, IReadOnlyList<ChatMessage> messages) =>
        new(TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, ids)), ids.Length, messages, IsCutOff: false);
}
