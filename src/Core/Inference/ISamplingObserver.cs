using System.Text.Json;

namespace Tito.Core.Inference;

/// <summary>Sees the tokens of a completion while they are sampled.</summary>
/// <remarks>
/// What it sees is provisional: only the <see cref="Sampled"/> that follows is what the engine vouches for. An engine may give no delta at
/// all. The deltas of one completion come one after the other and in order, and together are its tokens.
/// </remarks>
public interface ISamplingObserver
{
    /// <summary>
    /// An engine is asked now: before its first tokens, and again where another one is asked in its place because it had none.
    /// </summary>
    /// <param name="engine">The name of the wire, as in <see cref="Sampled.Engine"/>.</param>
    /// <param name="fields">What goes out, as in <see cref="Sampled.SentFields"/>: it owns its document.</param>
    void OnSent(string engine, JsonElement fields);

    /// <summary>
    /// Takes the next tokens. The engine's client waits for it, so that a slow reader slows the stream down and nothing piles up.
    /// </summary>
    /// <param name="delta">The tokens.</param>
    /// <param name="cancellationToken">The request was given up.</param>
    ValueTask OnDeltaAsync(SampledDelta delta, CancellationToken cancellationToken);
}
