using System.Text;
using System.Text.Json.Nodes;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

/// <summary>A byte-level tokenizer small enough to compute by hand: id n is byte n, 256 is "ab", 257 is "abc", 258 and 259 are added.</summary>
internal static class TinyTokenizer
{
    public static JsonObject Json() => (JsonObject)JsonNode.Parse(
        """
        {
          "version": "1.0", "truncation": null, "padding": null,
          "added_tokens": [
            {"id": 258, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
            {"id": 259, "content": "<t>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": false}
          ],
          "normalizer": {"type": "NFC"},
          "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "behavior": "Isolated", "invert": false, "pattern": {"Regex":
              "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"}},
            {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false}
          ]},
          "post_processor": null,
          "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false},
          "model": {"type": "BPE", "vocab": {}, "merges": ["a b", "ab c"]}
        }
        """)!.AsObject().WithVocabulary();

    public static Tokenizer Load() => Load(Json());

    public static Tokenizer Load(JsonNode json) => Tokenizer.Load(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static JsonObject WithVocabulary(this JsonObject json)
    {
        var next = 0x100;
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            vocabulary.Add(((char)(printable ? value : next++)).ToString(), value);
        }

        vocabulary.Add("ab", 256);
        vocabulary.Add("abc", 257);
        return json;
    }
}
