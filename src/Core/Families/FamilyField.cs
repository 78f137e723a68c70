using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>The fields of family files: short texts and short lists of them.</summary>
internal static class FamilyField
{
    /// <summary>The longest text, in Unicode characters.</summary>
    public const int MaxTextLength = 256;

    /// <summary>The longest list.</summary>
    public const int MaxListLength = 64;

    /// <summary>A text of 1 to <see cref="MaxTextLength"/> characters.</summary>
    public static string ShortText(this JsonPlace at) =>
        at.Json.ValueKind == JsonValueKind.String
            && at.Text() is { Length: > 0 and <= 2 * MaxTextLength } text
            && text.EnumerateRunes().Count() <= MaxTextLength
            ? text
            : throw at.Refusal($"must be a string of 1 to {MaxTextLength} characters.");

    /// <summary>Distinct texts, at most <see cref="MaxListLength"/>.</summary>
    public static ImmutableArray<string> Texts(this JsonPlace at)
    {
        if (at.Json.ValueKind != JsonValueKind.Array || at.Json.GetArrayLength() > MaxListLength)
        {
            throw at.Refusal($"must be an array of at most {MaxListLength} strings.");
        }

        ImmutableArray<string> texts = [.. at.Items().Select(ShortText)];
        return texts.Distinct().Count() == texts.Length ? texts : throw at.Refusal("names something twice.");
    }

    /// <summary>Distinct texts, one or more.</summary>
    public static ImmutableArray<string> SomeTexts(this JsonPlace at) =>
        at.Texts() is { IsEmpty: false } texts ? texts : throw at.Refusal("must not be empty.");
}
