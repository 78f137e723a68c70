using Tito.Core.Tokenizers.Decoding;
using Tito.Core.Tokenizers.Models;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>Reads the decoder of a <c>tokenizer.json</c>.</summary>
internal static class DecoderReader
{
    /// <summary>The decoder.</summary>
    /// <param name="decoder">The asset's field.</param>
    /// <param name="tokens">The text of all ids.</param>
    /// <exception cref="AssetException">A kind that is not understood.</exception>
    public static TokenDecoder Read(AssetObject? decoder, TokenTable tokens)
    {
        if (decoder is not { } json)
        {
            throw new AssetException("decoder", "must be ByteLevel.");
        }

        if (json.Type != "ByteLevel")
        {
            throw json.Refuse("type", "must be ByteLevel");
        }

        json.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
        return new ByteLevelDecoder(TokenTable.Of([.. Enumerable.Range(0, tokens.Count).Select(id => ByteAlphabet.ToBytes(tokens.TextOf(id)))]));
    }
}
