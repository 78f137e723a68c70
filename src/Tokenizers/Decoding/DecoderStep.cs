namespace Tito.Tokenizers.Decoding;

/// <summary>One step of a decoder.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal abstract class DecoderStep
{
    /// <summary>Starts a pass.</summary>
    public abstract DecoderState Start();

    /// <summary>The output of the step for a token for which neither its place nor its neighbours count.</summary>
    public virtual byte[] BytesOf(byte[] token) => token;
}
