using System.Globalization;
using System.Text;

namespace Tito.Jinja.Values.Text;

/// <summary>The questions about characters that Python's <c>str.is…</c> methods answer.</summary>
internal static class CharacterTests
{
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

    public static bool IsNumeric(Rune rune) => CharUnicodeInfo.GetNumericValue(rune.ToString(), 0) >= -0.6;

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
