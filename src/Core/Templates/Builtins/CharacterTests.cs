using System.Globalization;
using System.Text;

namespace Tito.Core.Templates.Builtins;

/// <summary>What Python's <c>str.is…</c> methods ask of characters.</summary>
internal static class CharacterTests
{
    /// <summary>There is a cased character, and every one is lower case.</summary>
    public static bool IsLower(string text) => AllCased(text, IsLowerRune, IsUpperRune);

    /// <summary>There is a cased character, and every one is upper case.</summary>
    public static bool IsUpper(string text) => AllCased(text, IsUpperRune, IsLowerRune);

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
