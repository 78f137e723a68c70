namespace Tito.Tokenizers.Decoding;

/// <summary>One pass of tokens through a <see cref="DecoderStep"/>.</summary>
/// <remarks>Not thread-safe.</remarks>
internal abstract class DecoderState
{
    /// <summary>Takes the next token.</summary>
    /// <param name="token">A text; may be empty.</param>
    /// <param name="output">Where what is certain now is added.</param>
    public abstract void Push(string token, List<string> output);

    /// <summary>Adds what is still held.</summary>
    public virtual void Finish(List<string> output)
    {
    }
}
