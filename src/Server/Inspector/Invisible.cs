using System.Buffers;

namespace Tito.Server.Inspector;

/// <summary>Characters that a page would not show as what they are.</summary>
internal static class Invisible
{
    /// <summary>
    /// The control characters (C0, C1), the line and paragraph separators, the byte order mark, and those that Unicode's bidirectional
    /// algorithm calls explicit formatting (UAX 9, table "Bidi_Class"). Joiners stay: scripts and emoji are written with them.
    /// </summary>
    public static SearchValues<char> Characters { get; } = SearchValues.Create([.. All()]);

    /// <summary>The same without the line feed and the tab, which a text shows by its form.</summary>
    public static SearchValues<char> CharactersButLayout { get; } = SearchValues.Create([.. All().Except(['\n', '\t'])]);

    private static IEnumerable<char> All() =>
    [
        .. Range(0x0000, 0x001F), .. Range(0x007F, 0x009F), '\u061C', '\u200E', '\u200F', .. Range(0x2028, 0x202E),
        .. Range(0x2066, 0x2069), '\uFEFF',
    ];

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
