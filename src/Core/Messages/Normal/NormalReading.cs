namespace Tito.Core.Messages.Normal;

/// <summary>One way to read an assistant's text and reasoning, or any other message's text.</summary>
/// <param name="Content">The text as it is written where the message has no reasoning.</param>
/// <param name="AfterReasoning">The text as it is written after reasoning.</param>
/// <param name="Reasoning">The reasoning, or null for none.</param>
internal readonly record struct NormalReading(FormHash Content, FormHash AfterReasoning, FormHash? Reasoning)
{
    /// <summary>
    /// Whether a replayed message says what a stored one says. Clients drop reasoning, so it may be absent there; then the text is the
    /// one that stands after the stored reasoning.
    /// </summary>
    public static bool Same(NormalReading stored, NormalReading replayed) =>
        (stored.Reasoning is null ? stored.Content == replayed.Content : stored.AfterReasoning == replayed.AfterReasoning)
        && (replayed.Reasoning is null || replayed.Reasoning == stored.Reasoning);
}
