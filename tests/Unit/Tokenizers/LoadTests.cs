using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

public sealed class LoadTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "truncation", """{"max_length":8}""", "truncation: must be null, because encoding keeps every token and adds none, not {\"max_length\":8}." },
        { "extra", "1", "extra: is not understood, with its value 1." },
        { "normalizer", """{"type":"Nmt"}""", "normalizer.type: must be " },
        { "model.type", "\"Unigram\"", "model.type: must be BPE, not \"Unigram\"." },
        { "model.type", "\"WordPiece\"", "model.type: must be BPE, not \"WordPiece\"." },
        { "model.dropout", "0.1", "model.dropout: must be null, because encoding is a function of the text, not 0.1." },
        { "model.merges", """["a b", "a z"]""", "model.merges[1]: merges \"a\" with \"z\"" },
        { "model.merges", """["a"]""", "model.merges[0]: must be two tokens" },
        { "model.vocab", """{"a":0,"b":65538}""", "model.vocab[\"b\"]: must be a text with an id of its own from 0 to 65537, of which 65536 may be left out, not 65538." },
        { "model.vocab", """{"a":0,"b":0}""", "model.vocab[\"b\"]: must be a text with an id of its own from 0 to 65537, of which 65536 may be left out, not 0." },
        { "added_tokens.0.id", "400", "added_tokens[0].id: must be 258, the next free id, not 400." },
        { "added_tokens.0.content", "\"a\"", "added_tokens[0].id: must be 97, as in model.vocab, not 258." },
        { "added_tokens.1.content", "\"<s>\"", "added_tokens[1].content: must be a text that no other added token has, not \"\\u003Cs\\u003E\"." },
        { "added_tokens.0.content", "\"\"", "added_tokens[0].content: must be a text that no other added token has, not \"\"." },
        { "pre_tokenizer.pretokenizers.0.pattern.Regex", "\"\\\\d+\"", "pre_tokenizer.pretokenizers[0].pattern.Regex: must be a published pattern" },
        { "model.byte_fallback", "7", "model.byte_fallback: must be true or false, not 7." },
        { "model.continuing_subword_prefix", "\"##\"", "model.continuing_subword_prefix: must be null or empty, not \"##\"." },
        { "pre_tokenizer.pretokenizers.0", """{"type":"ByteLevel","add_prefix_space":false,"use_regex":true}""", "pre_tokenizer.pretokenizers[1].type: must not come behind ByteLevel" },
        { "pre_tokenizer", "null", "model.unk_token: is missing." },
        { "normalizer", """{"type":"Replace","pattern":{"Regex":"a+"},"content":""}""", "normalizer.pattern.Regex: is not understood" },
        { "normalizer", """{"type":"Replace","pattern":{"String":""},"content":""}""", "normalizer.pattern.String: must not be empty" },
        { "post_processor", """{"type":"Custom"}""", "post_processor.type: must be " },
        { "decoder", """{"type":"CTC"}""", "decoder.type: must be " },
        { "decoder", """{"type":"Sequence","decoders":[{"type":"Fuse"},{"type":"ByteFallback"}]}""", "decoder.decoders[1].type: must be Strip or nothing behind Fuse" },
        { "decoder", """{"type":"Metaspace","replacement":"▁","add_prefix_space":false,"prepend_scheme":"always"}""", "decoder.add_prefix_space: must agree with prepend_scheme" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Load_WhenAFieldIsNotUnderstood_NamesItAndItsValue(string path, string value, string expected)
    {
        var json = TinyTokenizer.Json();
        Set(json, path.Split('.'), JsonNode.Parse(value));

        var exception = Assert.Throws<AssetException>(() => TinyTokenizer.Load(json));

        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "tokenizer.json: is no JSON")]
    [InlineData("[]", ": must be an object, not [].")]
    [InlineData("""{"model":{"type":"\ud800"}}""", "tokenizer.json: holds a string that is no Unicode text")]
    [InlineData("""{"model":{},"model":{}}""", "tokenizer.json: is no JSON")]
    public void Load_WhenTheFileIsNoTokenizer_SaysWhy(string json, string expected)
    {
        var exception = Assert.Throws<AssetException>(() => Tokenizer.Load(Encoding.UTF8.GetBytes(json)));

        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The reference (tokenizers 0.23.2) puts nothing in front of what the normalizer left of "  ab", "ba" and "abc": it looks where a
    /// piece stood before.
    /// </summary>
    [Theory]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":false}""")]
    [InlineData("""{"type":"Replace","pattern":{"String":"b"},"content":""}""")]
    [InlineData("""{"type":"Replace","pattern":{"String":"ab"},"content":"xyz"}""")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":" "},{"type":"Strip","strip_left":true,"strip_right":true}]}""")]
    public void Load_OfMetaspaceFirst_WhenTheNormalizerMayTakeTheFirstCharacter_NamesTheScheme(string normalizer)
    {
        var exception = Assert.Throws<AssetException>(() => WithMetaspace("first", normalizer));

        Assert.Equal(
            "pre_tokenizer.pretokenizers[0].prepend_scheme: must be never or always behind a normalizer that may take the text's first "
            + "character, not \"first\".",
            exception.Message);
        Assert.NotNull(WithMetaspace("always", normalizer));
        Assert.NotNull(WithMetaspace("never", normalizer));
    }

    /// <summary>For these the reference puts it in front of every text that does not begin with one.</summary>
    [Theory]
    [InlineData("""{"type":"NFKC"}""", "ab")]
    [InlineData("""{"type":"Strip","strip_left":false,"strip_right":true}""", "ab ")]
    [InlineData("""{"type":"Replace","pattern":{"String":"x"},"content":"ab"}""", "x")]
    [InlineData("""{"type":"Replace","pattern":{"String":"😀"},"content":"ab"}""", "😀")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"a"},{"type":"Lowercase"}]}""", "B")]
    public void Load_OfMetaspaceFirst_WhenTheNormalizerKeepsTheStart_PutsItInFront(string normalizer, string text) =>
        Assert.Equal([0xE2, 0x96, 0x81, 256], [.. WithMetaspace("first", normalizer).Encode(text, SpecialTokens.Parse)]);

    private static Tokenizer WithMetaspace(string scheme, string normalizer)
    {
        var json = TinyTokenizer.Json();
        json["normalizer"] = JsonNode.Parse(normalizer);
        json["pre_tokenizer"]!["pretokenizers"]![0] = new JsonObject
        {
            ["type"] = "Metaspace",
            ["replacement"] = "▁",
            ["prepend_scheme"] = scheme,
            ["split"] = true,
        };
        return TinyTokenizer.Load(json);
    }

    private static void Set(JsonNode json, string[] path, JsonNode? value)
    {
        foreach (var step in path[..^1])
        {
            json = int.TryParse(step, out var index) ? json[index]! : json[step]!;
        }

        if (json is JsonArray items)
        {
            items[int.Parse(path[^1], CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            json[path[^1]] = value;
        }
    }
}
