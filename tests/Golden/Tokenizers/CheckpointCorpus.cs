using System.Text;
using System.Text.Json;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

/// <summary>
/// Reads what <c>cases.py</c> of <c>tools/oracle/sentencepiece</c> and <c>tools/oracle/tiktoken</c> writes: a line with a vocabulary's file
/// and its configuration, then cases.
/// </summary>
internal static class CheckpointCorpus
{
    public static readonly string Folder = Path.Combine(TokenizerCorpus.Root, "tests/Golden/corpus/tokenizers");

    public static Tokenizer Load(string firstLine, string folder)
    {
        var header = JsonElement.Parse(firstLine);
        return Tokenizer.LoadCheckpoint(new(
            header.GetProperty("as").GetString()!,
            File.ReadAllBytes(Path.Combine(folder, header.GetProperty("file").GetString()!)),
            Encoding.UTF8.GetBytes(header.GetProperty("config").GetRawText())));
    }

    /// <summary>The first thing in which a tokenizer differs from the reference, after the case's name, or null.</summary>
    public static string? DifferenceOf(Tokenizer tokenizer, string line, string name)
    {
        var json = JsonElement.Parse(line);
        var item = TokenizerCase.Parse(json);
        var plain = json.TryGetProperty("plain", out var ids) ? [.. ids.EnumerateArray().Select(id => id.GetInt32())] : item.Ids;
        return item.DifferenceOf(tokenizer, name)
            ?? (item.Text is not null && !tokenizer.Encode(item.Text, SpecialTokens.AsText).AsSpan().SequenceEqual(plain)
                ? $"{name}: encode {JsonEncodedText.Encode(item.Text)} with special tokens as text"
                : null)
            ?? (OneByOne(tokenizer, item.Ids) != item.Decoded ? $"{name}: decode one by one [{string.Join(',', item.Ids)}]" : null);
    }

    private static string OneByOne(Tokenizer tokenizer, int[] ids)
    {
        var stream = tokenizer.StartDecoding(skipSpecialTokens: false);
        return string.Concat(ids.Select(stream.Append)) + stream.Finish();
    }
}
