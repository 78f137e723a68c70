using Tito.Core.Tokenizers.PreTokenization;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>Reads the pre-tokenizer of a <c>tokenizer.json</c>.</summary>
internal static class PreTokenizerReader
{
    /// <summary>The pre-tokenizer.</summary>
    /// <exception cref="AssetException">A kind that is not understood.</exception>
    public static PreTokenizer Read(AssetObject? preTokenizer)
    {
        if (preTokenizer is not { } json || json.Type != "Sequence")
        {
            throw new AssetException("pre_tokenizer", "must be a Sequence that ends with ByteLevel.");
        }

        json.AllowOnly("type", "pretokenizers");
        var steps = json.RequireItems("pretokenizers").Select(step => new AssetObject(step.Item, step.Path)).ToArray();
        if (steps is not [.., var last] || last.Type != "ByteLevel")
        {
            throw json.Refuse("pretokenizers", "must end with ByteLevel");
        }

        CheckByteLevel(last);
        return new SequencePreTokenizer([.. steps[..^1].Select(ReadSplit)]);
    }

    private static SplitIsolated ReadSplit(AssetObject json)
    {
        if (json.Type != "Split")
        {
            throw json.Refuse("type", "must be Split");
        }

        json.AllowOnly("type", "pattern", "behavior", "invert");
        if (json.RequireString("behavior") != "Isolated")
        {
            throw json.Refuse("behavior", "must be Isolated");
        }

        if (json.RequireBoolean("invert"))
        {
            throw json.Refuse("invert", "must be false");
        }

        var pattern = json.RequireObject("pattern");
        pattern.AllowOnly("Regex");
        return new(PublishedPatterns.Find(pattern.RequireString("Regex"))
            ?? throw pattern.Refuse("Regex", "must be a published pattern"));
    }

    private static void CheckByteLevel(AssetObject json)
    {
        json.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
        foreach (var name in (ReadOnlySpan<string>)["add_prefix_space", "use_regex"])
        {
            if (json.RequireBoolean(name))
            {
                throw json.Refuse(name, "must be false");
            }
        }
    }
}
