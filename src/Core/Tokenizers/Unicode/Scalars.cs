using System.Globalization;
using System.Text;

namespace Tito.Core.Tokenizers.Unicode;

/// <summary>Reads Unicode scalars, and what classes they are of, out of UTF-16 text.</summary>
internal static class Scalars
{
    private static readonly ScalarClass[] Classes = MakeClasses();

    /// <summary>The classes of a scalar.</summary>
    public static ScalarClass ClassOf(int scalar) => Classes[scalar];

    /// <summary>The classes of the scalar at an index, and how many UTF-16 units it takes.</summary>
    /// <param name="text">Without lone surrogates.</param>
    /// <param name="at">The index of a scalar's first unit.</param>
    /// <param name="length">1, or 2 for a scalar beyond U+FFFF.</param>
    public static ScalarClass ClassAt(ReadOnlySpan<char> text, int at, out int length)
    {
        var unit = text[at];
        if (!char.IsHighSurrogate(unit))
        {
            length = 1;
            return Classes[unit];
        }

        length = 2;
        return Classes[char.ConvertToUtf32(unit, text[at + 1])];
    }

    /// <summary>The end of the run of scalars that have one of some classes.</summary>
    /// <param name="text">Without lone surrogates.</param>
    /// <param name="at">Where the run starts.</param>
    /// <param name="classes">A scalar of the run has at least one of these.</param>
    public static int SkipWhile(ReadOnlySpan<char> text, int at, ScalarClass classes)
    {
        while (at < text.Length && (ClassAt(text, at, out var length) & classes) != 0)
        {
            at += length;
        }

        return at;
    }

    /// <summary>The end of the run of scalars that have none of some classes.</summary>
    /// <inheritdoc cref="SkipWhile"/>
    public static int SkipUntil(ReadOnlySpan<char> text, int at, ScalarClass classes)
    {
        while (at < text.Length && (ClassAt(text, at, out var length) & classes) == 0)
        {
            at += length;
        }

        return at;
    }

    private static ScalarClass[] MakeClasses()
    {
        var classes = new ScalarClass[0x110000];
        for (var scalar = 0; scalar < classes.Length; scalar++)
        {
            classes[scalar] = CharUnicodeInfo.GetUnicodeCategory(scalar) switch
            {
                UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => ScalarClass.Letter | ScalarClass.UpperLike,
                UnicodeCategory.LowercaseLetter => ScalarClass.Letter | ScalarClass.LowerLike,
                UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter =>
                    ScalarClass.Letter | ScalarClass.UpperLike | ScalarClass.LowerLike,
                UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
                    ScalarClass.Mark | ScalarClass.UpperLike | ScalarClass.LowerLike,
                UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => ScalarClass.Number,
                >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol => ScalarClass.PunctuationOrSymbol,
                _ => Rune.IsValid(scalar) && Rune.IsWhiteSpace(new(scalar)) ? ScalarClass.WhiteSpace : ScalarClass.None,
            };
        }

        return classes;
    }
}
