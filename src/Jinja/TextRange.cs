namespace Tito.Jinja;

/// <summary>A half-open range of rendered text.</summary>
/// <param name="Start">The first character's offset in UTF-16 units, from 0.</param>
/// <param name="End">The offset behind the last character; at least <paramref name="Start"/>.</param>
public readonly record struct TextRange(int Start, int End);
