namespace Tito.Core.Messages.Normal;

/// <summary>One way to read an assistant's text and reasoning, or any other message's text.</summary>
/// <param name="Content">The text as it is written.</param>
/// <param name="Reasoning">The reasoning, or null for none.</param>
internal readonly record struct NormalReading(FormHash Content, FormHash? Reasoning)
{
    /// <summary>
    /// How much reasoning a replayed message leaves out that says what a stored one says, 0 or 1: clients drop it. Null where it says
    /// something else.
    /// </summary>
    public static int? Dropped(NormalReading stored, NormalReading replayed) =>
        stored.Content != replayed.Content ? null
        : stored.Reasoning == replayed.Reasoning ? 0
        : replayed.Reasoning is null ? 1
        : null;
}
