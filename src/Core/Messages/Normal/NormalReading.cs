namespace Tito.Core.Messages.Normal;

/// <summary>One way to read an assistant's text and reasoning, or any other message's text.</summary>
/// <param name="Content">The text as it is written.</param>
/// <param name="Reasoning">The reasoning, or null for none.</param>
internal readonly record struct NormalReading(FormHash Content, FormHash? Reasoning)
{
    /// <summary>Whether a replayed message says what a stored one says. Clients drop reasoning, so it may be absent there.</summary>
    public static bool Same(NormalReading stored, NormalReading replayed) =>
        stored.Content == replayed.Content && (replayed.Reasoning is null || replayed.Reasoning == stored.Reasoning);
}
