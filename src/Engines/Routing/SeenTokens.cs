using System.Text.Json;
using Tito.Core.Inference;

namespace Tito.Engines.Routing;

/// <summary>Passes tokens on and remembers that there were some: from the first on, no other endpoint may be asked.</summary>
/// <param name="inner">Who wants to see them.</param>
internal sealed class SeenTokens(ISamplingObserver inner) : ISamplingObserver
{
    /// <summary>Whether there were some.</summary>
    public bool Any { get; private set; }

    /// <inheritdoc/>
    public void OnSent(string engine, JsonElement fields) => inner.OnSent(engine, fields);

    /// <inheritdoc/>
    public ValueTask OnDeltaAsync(SampledDelta delta, CancellationToken cancellationToken)
    {
        Any = true;
        return inner.OnDeltaAsync(delta, cancellationToken);
    }
}
