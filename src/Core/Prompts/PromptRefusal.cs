using System.Diagnostics;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>
/// Why there is no prompt, in the one wording that each failure has: what happened, where, with both sides, and what to do.
/// </summary>
/// <param name="Fault">The kind.</param>
/// <param name="Message">The sentence. Of a session's text it quotes at most an excerpt at the place of a level 2 failure.</param>
/// <param name="MessageIndex">The first offending message among those of the request, 0 or more; null where it is none of them.</param>
/// <param name="Param">The place of another input, as <c>tools[0]</c>; null where it is a message.</param>
public sealed record PromptRefusal(PromptFault Fault, string Message, int? MessageIndex = null, string? Param = null)
{
    /// <summary>The level of append-only that is broken: 1 messages, 2 template, 3 tokens, 4 ends.</summary>
    public int Level => Fault switch
    {
        PromptFault.TruncatedTurn or PromptFault.NotEnded => 4,
        PromptFault.PrefixBroken => 3,
        PromptFault.TemplateFailed or PromptFault.NotAppendOnly or PromptFault.Invalid => 2,
        _ => 1,
    };

    internal static PromptRefusal Of(PositionOutcome.Refused refused) => new(
        refused.Reason switch
        {
            RefusalReason.NoMessages => PromptFault.NoMessages,
            RefusalReason.RollbackTooDeep or RefusalReason.AlteredHistory => PromptFault.HistoryMismatch,
            RefusalReason.InputsChanged => PromptFault.InputsChanged,
            RefusalReason.RoleNotAllowed => PromptFault.RoleNotAllowed,
            RefusalReason.TruncatedTurn => PromptFault.TruncatedTurn,
            RefusalReason.TooManyTurns => PromptFault.TooManyTurns,
            _ => throw new UnreachableException(),
        },
        refused.Message,
        refused.MessageIndex,
        refused.Field);

    internal static PromptRefusal NotContinued(int agreed, int storedCount, int count) => new(
        PromptFault.HistoryMismatch,
        agreed < count
            ? $"Level 1 (messages): message {agreed} is not the stored message of that place."
            : $"Level 1 (messages): there are {count} messages, fewer than the {storedCount} stored ones that they must begin with.",
        agreed < count ? agreed : null);

    internal static PromptRefusal Of(MessageException invalid) => new(PromptFault.Invalid, invalid.Message, Param: invalid.Param);

    internal static PromptRefusal Of(RenderException failed) =>
        new(PromptFault.TemplateFailed, $"The chat template cannot render these messages: {failed.Message}");

    internal static PromptRefusal OpensNothing(int messageIndex) => new(
        PromptFault.TemplateFailed,
        "Level 2 (template): the model's format opens no turn after an assistant message, so that nothing can be sampled there. "
        + "Append the message that the model is to answer.",
        messageIndex);

    internal static PromptRefusal Of(SpliceOutcome.NotAppendOnly broken) => new(
        PromptFault.NotAppendOnly,
        $"Level 2 (template): the render with the new messages leaves the render without them at character {broken.CharIndex}: "
        + $"expected {ReadableJson.Quote(broken.ExpectedText)}, found {ReadableJson.Quote(broken.ActualText)}. "
        + "Use a template that renders append-only.");

    internal static PromptRefusal SpecialToken(int messageIndex, string token) => new(
        PromptFault.SpecialToken,
        $"The message holds the token {token}, which would end a turn or open another one. Escape or drop it.",
        messageIndex);

    internal static PromptRefusal NotEnded(Turn parent) => new(
        PromptFault.NotEnded,
        $"Level 4 (ends): turn {parent.Sequence} did not end with its last token, and the prompt neither closes it nor cuts it there. "
        + "Nothing was sent to the engine.");

    internal static PromptRefusal PrefixBroken(TokenDifference difference, int storedCount, Func<int, string> describe) => new(
        PromptFault.PrefixBroken,
        $"Level 3 (tokens): the prompt leaves the {storedCount} stored tokens at index {difference.Index}: {difference.Sides(describe)}. "
        + "Nothing was sent to the engine.");
}
