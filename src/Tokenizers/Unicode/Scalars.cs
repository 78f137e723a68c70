using System.Globalization;
using System.Text;

namespace Tito.Tokenizers.Unicode;

/// <summary>Reads Unicode scalars, and what classes they are of, out of UTF-16 text.</summary>
internal static class Scalars
{
    private static readonly ScalarClass[] Basic = [.. Enumerable.Range(0, 0x10000).Select(Compute)];

    /// <summary>The classes of a scalar.</summary>
    public static ScalarClass ClassOf(int scalar) => scalar < Basic.Length ? Basic[scalar] : Compute(scalar);

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
            return Basic[unit];
        }

        length = 2;
        return Compute(char.ConvertToUtf32(unit, text[at + 1]));
    }

    /// <summary>The classes of the last scalar, <see cref="ScalarClass.None"/> of an empty text.</summary>
    public static ScalarClass ClassOfLast(ReadOnlySpan<char> text) =>
        text.IsEmpty ? ScalarClass.None : ClassAt(text, text.Length - (char.IsLowSurrogate(text[^1]) ? 2 : 1), out _);

    /// <summary>The classes of the first scalar, <see cref="ScalarClass.None"/> of an empty text.</summary>
    public static ScalarClass ClassOfFirst(ReadOnlySpan<char> text) => text.IsEmpty ? ScalarClass.None : ClassAt(text, 0, out _);

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

    private static ScalarClass Compute(int scalar)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(scalar);
        var classes = OfCategory(category);
        var word = category is <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation || scalar is 0x200C or 0x200D;
        var punctuation = category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation
            || (scalar < 0x80 && (classes & ScalarClass.PunctuationOrSymbol) != 0);
        var han = ScalarRanges.Contains(ScalarRanges.Han, scalar);
        var upper = (classes & ScalarClass.Upper) != 0;
        var lower = (classes & ScalarClass.Lower) != 0;

        classes |= Rune.IsValid(scalar) && Rune.IsWhiteSpace(new(scalar)) ? ScalarClass.WhiteSpace : 0;
        classes |= han ? ScalarClass.Han : 0;
        classes |= upper && !han ? ScalarClass.UpperNotHan : 0;
        classes |= lower && !han ? ScalarClass.LowerNotHan : 0;
        classes |= (classes & ScalarClass.Number) != 0 || ScalarRanges.Contains(ScalarRanges.NewerNumbers, scalar)
            ? ScalarClass.Numeric
            : 0;
        classes |= word || ScalarRanges.Contains(ScalarRanges.AlphabeticSymbols, scalar) ? ScalarClass.Word : 0;
        classes |= ScalarRanges.Contains(ScalarRanges.NewerInNormalization, scalar) ? ScalarClass.NotNormalized : 0;
        classes |= (punctuation && !ScalarRanges.Contains(ScalarRanges.NewerPunctuation, scalar))
            || ScalarRanges.Contains(ScalarRanges.FormerPunctuation, scalar) ? ScalarClass.Punctuation : 0;
        return classes;
    }

    private static ScalarClass OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => ScalarClass.Letter | ScalarClass.Upper,
        UnicodeCategory.LowercaseLetter => ScalarClass.Letter | ScalarClass.Lower,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => ScalarClass.Letter | ScalarClass.Upper | ScalarClass.Lower,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
            ScalarClass.Mark | ScalarClass.Upper | ScalarClass.Lower,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => ScalarClass.Number,
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol => ScalarClass.PunctuationOrSymbol,
        _ => ScalarClass.None,
    };
}
