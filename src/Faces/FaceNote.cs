namespace Tito.Faces;

/// <summary>
/// Something that this server says of a committed turn besides its answer. An answer that left before the turn was committed has it in its
/// body, because its headers are gone.
/// </summary>
/// <param name="Name">Lower-case words with dashes between them; the header's name without <c>x-tito-</c>.</param>
/// <param name="Value">Visible ASCII and spaces.</param>
public readonly record struct FaceNote(string Name, string Value)
{
    /// <summary>A text of the client's as a value: what is no visible ASCII is a question mark.</summary>
    public static string Visible(string text) => string.Concat(text.Select(sign => sign is >= ' ' and <= '~' ? sign : '?'));
}
