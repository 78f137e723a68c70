using Tito.Tokenizers.Decoding;

namespace Tito.Tokenizers;

/// <summary>
/// Decodes ids as they come. Its texts, one after the other, are what <see cref="Tokenizer.Decode"/> gives for all ids at once.
/// </summary>
/// <remarks>Not thread-safe: one for each stream of ids.</remarks>
public sealed class IncrementalDetokenizer
{
    private readonly Tokenizer _tokenizer;
    private readonly DecoderStream _stream;
    private readonly bool _skipSpecialTokens;

    internal IncrementalDetokenizer(Tokenizer tokenizer, DecoderStream stream, bool skipSpecialTokens) =>
        (_tokenizer, _stream, _skipSpecialTokens) = (tokenizer, stream, skipSpecialTokens);

    /// <summary>
    /// The text that one more id makes certain: empty while a character's bytes are not complete, never half a character.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not a token.</exception>
    public string Append(int id) => _tokenizer.IsSkipped(id) && _skipSpecialTokens ? "" : _stream.Push(id);

    /// <summary>The rest: bytes that no id completed become U+FFFD. No id can follow.</summary>
    public string Finish() => _stream.Finish();
}
