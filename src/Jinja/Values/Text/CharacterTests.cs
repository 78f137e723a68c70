using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Tito.Jinja.Values.Text;

/// <summary>The questions about characters that Python's <c>str.is…</c> methods answer.</summary>
internal static class CharacterTests
{
    /// <summary>The ideographs that Unihan gives a number, as CPython 3.11 has them; .NET knows none of them.</summary>
    private static readonly FrozenSet<int> Numerals = new[]
    {
        0x3405, 0x3483, 0x382a, 0x3b4d, 0x4e00, 0x4e03, 0x4e07, 0x4e09, 0x4e5d, 0x4e8c, 0x4e94, 0x4e96, 0x4ebf, 0x4ec0, 0x4edf,
        0x4ee8, 0x4f0d, 0x4f70, 0x5104, 0x5146, 0x5169, 0x516b, 0x516d, 0x5341, 0x5343, 0x5344, 0x5345, 0x534c, 0x53c1, 0x53c2,
        0x53c3, 0x53c4, 0x56db, 0x58f1, 0x58f9, 0x5e7a, 0x5efe, 0x5eff, 0x5f0c, 0x5f0d, 0x5f0e, 0x5f10, 0x62fe, 0x634c, 0x67d2,
        0x6f06, 0x7396, 0x767e, 0x8086, 0x842c, 0x8cae, 0x8cb3, 0x8d30, 0x9621, 0x9646, 0x964c, 0x9678, 0x96f6, 0xf96b, 0xf973,
        0xf978, 0xf9b2, 0xf9d1, 0xf9d3, 0xf9fd, 0x20001, 0x20064, 0x200e2, 0x20121, 0x2092a, 0x20983, 0x2098c, 0x2099c, 0x20aea,
        0x20afd, 0x20b19, 0x22390, 0x22998, 0x23b1b, 0x2626d, 0x2f890,
    }.ToFrozenSet();

    /// <summary>There is a character, and all pass.</summary>
    public static bool All(string text, Func<Rune, bool> test)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!test(rune))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>There is a cased character, and every one is lower case.</summary>
    public static bool IsLower(string text) => AllCased(text, IsLowerRune, IsUpperRune);

    /// <summary>There is a cased character, and every one is upper case.</summary>
    public static bool IsUpper(string text) => AllCased(text, IsUpperRune, IsLowerRune);

    /// <summary>
    /// Upper and title case follow uncased characters only, lower case follows cased ones only, and there is one of them.
    /// </summary>
    public static bool IsTitle(string text)
    {
        var isAfterCased = false;
        var found = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isStart = IsUpperRune(rune) || IsTitleRune(rune);
            var isRest = !isStart && IsLowerRune(rune);
            if ((isStart && isAfterCased) || (isRest && !isAfterCased))
            {
                return false;
            }

            isAfterCased = isStart || isRest;
            found |= isAfterCased;
        }

        return found;
    }

    /// <summary>"[XID_Start or _] [XID_Continue]*".</summary>
    public static bool IsIdentifier(string text)
    {
        var isFirst = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var starts = rune.Value == '_' || Rune.IsLetter(rune) || category == UnicodeCategory.LetterNumber;
            var continues = starts || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation || rune.Value is '\u00b7' or '\u0387';
            if (isFirst ? !starts : !continues)
            {
                return false;
            }

            isFirst = false;
        }

        return text.Length > 0;
    }

    public static bool IsAlpha(Rune rune) => Rune.IsLetter(rune);

    public static bool IsDigit(Rune rune) => CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) >= 0;

    public static bool IsNumeric(Rune rune) =>
        CharUnicodeInfo.GetNumericValue(rune.ToString(), 0) >= -0.6 || Numerals.Contains(rune.Value);

    /// <summary>Whether the <c>\w</c> of Python's regular expressions matches a character.</summary>
    public static bool IsWord(Rune rune) => rune.Value == '_' || IsAlpha(rune) || IsNumeric(rune);

    public static bool IsLowerRune(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.LowercaseLetter || SpecialCasing.OtherLower.Contains(rune.Value);

    public static bool IsUpperRune(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter || SpecialCasing.OtherUpper.Contains(rune.Value);

    public static bool IsTitleRune(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;

    private static bool AllCased(string text, Func<Rune, bool> wanted, Func<Rune, bool> unwanted)
    {
        var found = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (unwanted(rune) || IsTitleRune(rune))
            {
                return false;
            }

            found |= wanted(rune);
        }

        return found;
    }
}
