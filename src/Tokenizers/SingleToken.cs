namespace Tito.Tokenizers;

/// <summary>Looks up the texts by which a family names tokens.</summary>
public static class SingleToken
{
    /// <summary>The id of a text that is one token.</summary>
    /// <param name="tokenizer">Where to look.</param>
    /// <param name="text">The text of a special token, or plain text that encodes to one token.</param>
    /// <param name="family">The family that asks, for the error.</param>
    /// <exception cref="AssetException">The text is not a single token here: the family does not belong to this tokenizer.</exception>
    public static int SingleId(this Tokenizer tokenizer, string text, string family)
    {
        var ids = tokenizer.Encode(text, SpecialTokens.Parse);
        return ids.Length == 1
            ? ids[0]
            : throw new AssetException(
                "tokenizer.json",
                $"family {family} needs \"{text}\" as one token; here it is {ids.Length}. "
                + "Name another family, or this family's assets.");
    }
}
