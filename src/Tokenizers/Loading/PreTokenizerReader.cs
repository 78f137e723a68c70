using Tito.Tokenizers.Normalization;
using Tito.Tokenizers.PreTokenization;
using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads the pre-tokenizer of a <c>tokenizer.json</c>.</summary>
internal static class PreTokenizerReader
{
    /// <summary>The pre-tokenizer, and whether its last step is ByteLevel, so that the model works on bytes.</summary>
    /// <param name="preTokenizer">The asset's field, or null.</param>
    /// <param name="normalizer">What rewrites the text before, or null.</param>
    /// <exception cref="AssetException">
    /// A kind that is not understood, a step after ByteLevel, or a setting that is not understood behind this normalizer.
    /// </exception>
    public static (PreTokenizer PreTokenizer, bool ByteLevel) Read(AssetObject? preTokenizer, Normalizer? normalizer)
    {
        var steps = new List<PreTokenizer>();
        var byteLevel = false;
        if (preTokenizer is { } json)
        {
            Add(json, normalizer, steps, ref byteLevel);
        }

        return (new SequencePreTokenizer([.. steps]), byteLevel);
    }

    private static void Add(AssetObject json, Normalizer? normalizer, List<PreTokenizer> steps, ref bool byteLevel)
    {
        if (byteLevel)
        {
            throw json.Refuse("type", "must not come behind ByteLevel");
        }

        switch (json.Type)
        {
            case "Sequence":
                json.AllowOnly("type", "pretokenizers");
                foreach (var (item, path) in json.RequireItems("pretokenizers"))
                {
                    Add(new(item, path), normalizer, steps, ref byteLevel);
                }

                break;
            case "ByteLevel":
                AddByteLevel(json, steps);
                byteLevel = true;
                break;
            case "Split":
                steps.Add(ReadSplit(json));
                break;
            case "Digits":
                json.AllowOnly("type", "individual_digits");
                steps.Add(new Split(
                    new ClassPattern(ScalarClass.Numeric),
                    json.RequireBoolean("individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous,
                    invert: false));
                break;
            case "Punctuation":
                json.AllowOnly("type", "behavior");
                steps.Add(new Split(
                    new ClassPattern(ScalarClass.Punctuation),
                    json.Optional("behavior") is null ? SplitBehavior.Isolated : ReadBehavior(json),
                    invert: false));
                break;
            case "Metaspace":
                steps.Add(MetaspaceReader.ReadPreTokenizer(json, normalizer));
                break;
            default:
                throw json.Refuse("type", "must be Split, ByteLevel, Digits, Metaspace, Punctuation or Sequence");
        }
    }

    private static void AddByteLevel(AssetObject json, List<PreTokenizer> steps)
    {
        json.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
        if (json.RequireBoolean("add_prefix_space"))
        {
            steps.Add(new PrefixSpace());
        }

        // Files that are older than the setting have it on.
        if (json.Optional("use_regex") is null || json.RequireBoolean("use_regex"))
        {
            steps.Add(new Split(new GptTwoPattern(), SplitBehavior.Isolated, invert: false));
        }
    }

    private static Split ReadSplit(AssetObject json)
    {
        json.AllowOnly("type", "pattern", "behavior", "invert");
        var pattern = json.RequireObject("pattern");
        pattern.AllowOnly("String", "Regex");
        PatternScanner scanner = pattern.Optional("Regex") is null
            ? new LiteralPattern(LiteralReader.Read(json))
            : PublishedPatterns.Find(pattern.RequireString("Regex")) ?? throw pattern.Refuse("Regex", "must be a published pattern");
        return new(scanner, ReadBehavior(json), json.RequireBoolean("invert"));
    }

    private static SplitBehavior ReadBehavior(AssetObject json) => json.RequireString("behavior") switch
    {
        nameof(SplitBehavior.Removed) => SplitBehavior.Removed,
        nameof(SplitBehavior.Isolated) => SplitBehavior.Isolated,
        nameof(SplitBehavior.MergedWithPrevious) => SplitBehavior.MergedWithPrevious,
        nameof(SplitBehavior.MergedWithNext) => SplitBehavior.MergedWithNext,
        nameof(SplitBehavior.Contiguous) => SplitBehavior.Contiguous,
        _ => throw json.Refuse("behavior", "must be Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous"),
    };
}
