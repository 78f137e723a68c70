namespace Tito.Tokenizers.Decoding;

/// <summary>One step of a decoder.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal abstract class DecoderStep
{
    /// <summary>Starts a pass.</summary>
    public abstract DecoderState Start();

    /// <summary>What the step makes of a token for which neither its place nor its neighbours count.</summary>
    public virtual byte[] BytesOf(byte[] token) => token;
}
