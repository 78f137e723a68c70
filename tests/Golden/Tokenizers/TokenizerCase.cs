using System.Text.Json;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

/// <summary>One line of the reference's answers, as <c>tools/oracle/tokenizers/cases.mjs</c> writes it.</summary>
internal sealed record TokenizerCase(string? Text, int[] Ids, string Decoded, string Skipped)
{
    public static TokenizerCase Parse(JsonElement json)
    {
        var text = json.TryGetProperty("text", out var value) ? value.GetString() : null;
        var decoded = json.TryGetProperty("decoded", out value) ? value.GetString()! : text!;
        var skipped = json.TryGetProperty("skipped", out value) ? value.GetString()! : decoded;
        return new(text, [.. json.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())], decoded, skipped);
    }

    /// <summary>The first thing in which a tokenizer differs from the reference, after the case's name, or null.</summary>
    public string? DifferenceOf(Tokenizer tokenizer, string name)
    {
        if (Text is not null && tokenizer.Encode(Text, SpecialTokens.Parse) is var ids && !ids.AsSpan().SequenceEqual(Ids))
        {
            var at = ids.AsSpan().CommonPrefixLength(Ids);
            return $"{name}: encode {JsonEncodedText.Encode(Text)}: index {at}, "
                + $"expected {Show(tokenizer, Ids, at)}, got {Show(tokenizer, [.. ids], at)}";
        }

        return Decoded != tokenizer.Decode(Ids, skipSpecialTokens: false) ? $"{name}: decode [{string.Join(',', Ids)}]"
            : Skipped != tokenizer.Decode(Ids, skipSpecialTokens: true) ? $"{name}: decode without special tokens [{string.Join(',', Ids)}]"
            : null;
    }

    private static string Show(Tokenizer tokenizer, int[] ids, int at) =>
        string.Join(' ', ids.Skip(at).Take(8).Select(id => $"{id}:{JsonEncodedText.Encode(tokenizer.GetPiece(id))}"));
}
