namespace Tito.Core.Splicing;

/// <summary>Turns messages into the tokens that an engine receives.</summary>
/// <remarks>Implementations are pure and thread-safe.</remarks>
public interface ITurnSplicer
{
    /// <summary>The prompt that continues a buffer with some messages.</summary>
    /// <param name="request">The buffer, its messages, and what follows them.</param>
    SpliceOutcome Splice(SpliceRequest request);
}
