using System.Globalization;
using System.Text;

namespace Tito.Jinja.Values.Text;

/// <summary>Python's case conversions, which follow Unicode's full mappings: <c>ß</c> becomes <c>SS</c>.</summary>
internal static class CaseMapping
{
    public static string ToLower(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : LowerFull(text);

    public static string ToUpper(string text) => Ascii.IsValid(text) ? text.ToUpperInvariant() : MapFull(text, UpperOf);

    /// <summary>First character in title case, the rest in lower case.</summary>
    public static string Capitalize(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var first = Rune.GetRuneAt(text, 0);
        return TitleOf(first) + ToLowerFrom(text, first.Utf16SequenceLength);
    }

    /// <summary>Each run of cased characters starts in title case and goes on in lower case.</summary>
    public static string ToTitle(string text) => MapByPosition(text, static (text, index, rune, isAfterCased) =>
        isAfterCased ? LowerOf(text, index, rune) : TitleOf(rune));

    /// <summary>Upper case becomes lower case and the other way round.</summary>
    public static string SwapCase(string text) => MapByPosition(text, static (text, index, rune, _) =>
        CharacterTests.IsUpperRune(rune) ? LowerOf(text, index, rune) : CharacterTests.IsLowerRune(rune) ? UpperOf(rune) : rune.ToString());

    /// <summary>The text that case-insensitive comparison compares.</summary>
    public static string Fold(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : MapFull(text, FoldOf);

    private static string FoldOf(Rune rune) => rune.Value switch
    {
        // Cherokee folds to its capitals, "for compatibility": they were there long before its small letters.
        >= 0x13a0 and <= 0x13f5 => rune.ToString(),
        >= 0x13f8 and <= 0x13fd => new Rune(rune.Value - 8).ToString(),
        >= 0xab70 and <= 0xabbf => new Rune(rune.Value - 0xab70 + 0x13a0).ToString(),
        _ => SpecialFolding.Table.GetValueOrDefault(rune.Value) ?? LowerAlone(rune),
    };

    public static string UpperOf(Rune rune) => SpecialCasing.Upper.TryGetValue(rune.Value, out var special)
        ? special
        : Rune.ToUpperInvariant(rune).ToString();

    public static string TitleOf(Rune rune) => SpecialCasing.Title.TryGetValue(rune.Value, out var special) ? special : UpperOf(rune);

    /// <summary>The lower case of a tail; what stands before it decides about a final sigma.</summary>
    public static string ToLowerFrom(string text, int start)
    {
        var builder = new StringBuilder(text.Length - start);
        for (var index = start; index < text.Length;)
        {
            var rune = Rune.GetRuneAt(text, index);
            builder.Append(LowerOf(text, index, rune));
            index += rune.Utf16SequenceLength;
        }

        return builder.ToString();
    }

    public static bool IsCased(Rune rune) =>
        CharacterTests.IsLowerRune(rune) || CharacterTests.IsUpperRune(rune) || CharacterTests.IsTitleRune(rune);

    private static string LowerFull(string text) => ToLowerFrom(text, 0);

    private static string MapFull(string text, Func<Rune, string> map)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            builder.Append(map(rune));
        }

        return builder.ToString();
    }

    private static string MapByPosition(string text, Func<string, int, Rune, bool, string> map)
    {
        var builder = new StringBuilder(text.Length);
        var isAfterCased = false;
        for (var index = 0; index < text.Length;)
        {
            var rune = Rune.GetRuneAt(text, index);
            builder.Append(map(text, index, rune, isAfterCased));
            isAfterCased = IsCased(rune);
            index += rune.Utf16SequenceLength;
        }

        return builder.ToString();
    }

    private static string LowerOf(string text, int index, Rune rune) =>
        rune.Value == 'Σ' && IsFinalSigma(text, index) ? "ς" : LowerAlone(rune);

    private static string LowerAlone(Rune rune) => rune.Value == 'İ' ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString();

    /// <summary>Unicode's Final_Sigma: a cased letter before it and none after it, case-ignorable characters aside.</summary>
    private static bool IsFinalSigma(string text, int index)
    {
        var before = text[..index].EnumerateRunes().Reverse().FirstOrDefault(static rune => !IsCaseIgnorable(rune));
        var behind = text[(index + 1)..].EnumerateRunes().FirstOrDefault(static rune => !IsCaseIgnorable(rune));
        return IsCased(before) && !IsCased(behind);
    }

    private static bool IsCaseIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or '\u00b7' or '\u0387' or '\u055f' or '\u05f4' or '\u2018' or '\u2019' or '\u2024' or '\u2027'
            or '\ufe13' or '\ufe52' or '\ufe55' or '\uff07' or '\uff0e' or '\uff1a';
}
