using System.Text;
using System.Text.Json.Nodes;

namespace Tito.Tests.Support.Families;

/// <summary>
/// A real byte-level tokenizer with another family's special tokens behind its vocabulary, for families whose own tokenizer no package
/// registry serves. Its ids are not those of the family's models; which texts are single tokens is the same.
/// </summary>
public static class ExtendedTokenizer
{
    /// <summary>
    /// Tokens that the published files do not flag special: those of DeepSeek-V3. What else its families need is special there, as are the
    /// tokens of the other families as far as their files are known.
    /// </summary>
    private static readonly string[] NotSpecial = ["<｜User｜>", "<｜Assistant｜>"];

    /// <summary>Adds a family's tokens, each with the next free id, to a tokenizer.json. Texts that are added tokens already stay as they are.</summary>
    /// <param name="tokenizerJson">The bytes of a byte-level tokenizer.json.</param>
    /// <param name="tokens">The texts of the tokens.</param>
    public static byte[] Build(ReadOnlySpan<byte> tokenizerJson, IEnumerable<string> tokens)
    {
        var json = JsonNode.Parse(tokenizerJson)!;
        var added = json["added_tokens"]!.AsArray();
        var known = added.Select(token => token!["content"]!.GetValue<string>()).ToHashSet();
        var next = Math.Max(
            json["model"]!["vocab"]!.AsObject().Max(entry => entry.Value!.GetValue<int>()),
            added.Max(token => token!["id"]!.GetValue<int>())) + 1;
        foreach (var text in tokens.Where(known.Add))
        {
            added.Add(new JsonObject
            {
                ["id"] = next++,
                ["content"] = text,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = !NotSpecial.Contains(text),
            });
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
