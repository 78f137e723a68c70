namespace Tito.Replay.Drift;

/// <summary>The first token that differs, with what stands around it.</summary>
/// <param name="Index">Its index in the turn's prompt, or in its completion where that is what differs.</param>
/// <param name="Old">The old token, or null where that side ends.</param>
/// <param name="New">The new token, or null where that side ends.</param>
/// <param name="Before">The end of the text that both share.</param>
/// <param name="OldText">How the old text goes on.</param>
/// <param name="NewText">How the new text goes on.</param>
internal sealed record DriftPlace(int Index, DriftPlace.Token? Old, DriftPlace.Token? New, string Before, string OldText, string NewText)
{
    /// <summary>A token.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Text">Its text; null where no tokenizer says it.</param>
    internal sealed record Token(int Id, string? Text);
}
