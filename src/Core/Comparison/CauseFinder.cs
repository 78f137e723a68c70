using System.Text;
using System.Text.Json;

namespace Tito.Core.Comparison;

/// <summary>Reads the probable cause of a difference off its two texts.</summary>
internal static class CauseFinder
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    /// <summary>How many braces before a difference are tried as the start of a JSON value that it lies in.</summary>
    private const int MaxBraces = 16;

    /// <summary>The most specific pattern that fits.</summary>
    /// <param name="expected">The fresh text.</param>
    /// <param name="actual">The session's text.</param>
    /// <param name="charIndex">Their first difference.</param>
    public static MismatchCause Find(string expected, string actual, int charIndex) =>
        expected.AsSpan().Trim().SequenceEqual(actual.AsSpan().Trim()) ? MismatchCause.BoundaryWhitespace
        : IsOpen(actual) && !IsOpen(expected) ? MismatchCause.UnclosedThinking
        : HasClosed(actual) != HasClosed(expected) ? MismatchCause.CutThinking
        : IsSameJson(expected, actual, charIndex) ? MismatchCause.ReserializedJson
        : charIndex == expected.Length || charIndex == actual.Length ? MismatchCause.EarlyStop
        : MismatchCause.Unknown;

    private static bool IsOpen(string text) =>
        text.LastIndexOf(Open, StringComparison.Ordinal) > text.LastIndexOf(Close, StringComparison.Ordinal);

    /// <summary>An empty block counts too: templates write and drop those.</summary>
    private static bool HasClosed(string text) => text.Contains(Close, StringComparison.Ordinal);

    private static bool IsSameJson(string expected, string actual, int charIndex)
    {
        var brace = charIndex;
        for (var tried = 0; tried < MaxBraces && brace > 0; tried++)
        {
            brace = expected.AsSpan(0, brace).LastIndexOfAny('{', '[');
            if (brace < 0)
            {
                return false;
            }

            // A value that ends before the difference says nothing about it: a value around both may.
            var before = Encoding.UTF8.GetByteCount(expected.AsSpan(brace, charIndex - brace));
            if (ReadJson(expected.AsSpan(brace), before) is { } ours && ReadJson(actual.AsSpan(brace), before) is { } theirs)
            {
                return JsonElement.DeepEquals(ours, theirs);
            }
        }

        return false;
    }

    /// <summary>
    /// The JSON value that a text begins with, or null. What follows the value does not matter; it must have more bytes than so many.
    /// </summary>
    private static JsonElement? ReadJson(ReadOnlySpan<char> text, int byteCount)
    {
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var reader = new Utf8JsonReader(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)), isFinalBlock: false, default);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var value) && reader.BytesConsumed > byteCount ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
