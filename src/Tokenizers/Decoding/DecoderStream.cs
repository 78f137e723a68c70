namespace Tito.Tokenizers.Decoding;

/// <summary>Decodes ids one by one; all that it returns, one after the other, is what <see cref="TokenDecoder.Decode"/> returns.</summary>
/// <remarks>Not thread-safe.</remarks>
internal abstract class DecoderStream
{
    /// <summary>The text that is certain after one more id; may be empty, never ends within a scalar.</summary>
    public abstract string Push(int id);

    /// <summary>The rest of the text, when no more ids follow.</summary>
    public abstract string Finish();
}
