using Tito.Tokenizers.Decoding;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads the decoder of a <c>tokenizer.json</c>.</summary>
internal static class DecoderReader
{
    /// <summary>The decoder.</summary>
    /// <param name="decoder">The asset's field.</param>
    /// <param name="tokens">The texts of all ids.</param>
    /// <exception cref="AssetException">A kind that is not understood.</exception>
    public static TokenDecoder Read(AssetObject? decoder, TokenTable tokens)
    {
        if (decoder is not { } json)
        {
            // What the reference does without a decoder: a space between two tokens.
            return new ChainDecoder(tokens, [new TokenMapping((token, isFirst) => isFirst ? token : $" {token}")]);
        }

        if (json.Type == "ByteLevel")
        {
            json.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
            return new ByteLevelDecoder(tokens.Rewrite(growth: 1, ByteAlphabet.Read));
        }

        var steps = new List<DecoderStep>();
        var fused = false;
        Add(json, steps, ref fused);
        return new ChainDecoder(tokens, [.. steps]);
    }

    private static void Add(AssetObject json, List<DecoderStep> steps, ref bool fused)
    {
        if (fused && json.Type is not ("Strip" or "Fuse"))
        {
            throw json.Refuse("type", "must be Strip or nothing behind Fuse, because it would see the whole text at once");
        }

        switch (json.Type)
        {
            case "Sequence":
                json.AllowOnly("type", "decoders");
                foreach (var (item, path) in json.RequireItems("decoders"))
                {
                    Add(new(item, path), steps, ref fused);
                }

                break;
            case "Replace":
                json.AllowOnly("type", "pattern", "content");
                var (pattern, content) = (LiteralReader.Read(json), json.RequireString("content"));
                steps.Add(new TokenMapping((token, _) => token.Replace(pattern, content, StringComparison.Ordinal)));
                break;
            case "ByteFallback":
                json.AllowOnly("type");
                steps.Add(new ByteFallbackStep());
                break;
            case "Fuse":
                json.AllowOnly("type");
                fused = true;
                break;
            case "Strip":
                steps.Add(ReadStrip(json, fused));
                break;
            case "Metaspace":
                steps.Add(MetaspaceReader.ReadDecoder(json));
                break;
            default:
                throw json.Refuse("type",
                    "must be ByteLevel alone, or Replace, ByteFallback, Fuse, Strip, Metaspace or a Sequence of them");
        }
    }

    private static DecoderStep ReadStrip(AssetObject json, bool fused)
    {
        json.AllowOnly("type", "content", "start", "stop");
        var content = json.RequireString("content");
        if (content.Length != 1)
        {
            throw json.Refuse("content", "must be one character");
        }

        var (start, stop) = (json.RequireInt32("start"), json.RequireInt32("stop"));
        if (start < 0 || stop < 0 || (fused && stop > 0))
        {
            throw json.Refuse(start < 0 ? "start" : "stop", "must be 0 behind Fuse and not negative elsewhere");
        }

        return fused
            ? new StripStartStep(content[0], start)
            : new TokenMapping((token, _) => Strip(token, content[0], start, stop));
    }

    private static string Strip(string token, char content, int start, int stop)
    {
        var first = 0;
        while (first < start && first < token.Length && token[first] == content)
        {
            first++;
        }

        var last = token.Length;
        while (token.Length - last < stop && last > first && token[last - 1] == content)
        {
            last--;
        }

        return token[first..last];
    }
}
