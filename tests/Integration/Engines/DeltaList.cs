using System.Text.Json;
using Tito.Core.Inference;

namespace Tito.Tests.Integration.Engines;

/// <summary>Keeps the deltas of a completion.</summary>
internal sealed class DeltaList : ISamplingObserver
{
    public List<SampledDelta> Deltas { get; } = [];

    public string Text => string.Join(" | ", Deltas.Select(delta => string.Join(' ', delta.Completion.Ids)));

    public List<(string Engine, string Fields)> Sent { get; } = [];

    public void OnSent(string engine, JsonElement fields) => Sent.Add((engine, fields.GetRawText()));

    public ValueTask OnDeltaAsync(SampledDelta delta, CancellationToken cancellationToken)
    {
        Deltas.Add(delta);
        return ValueTask.CompletedTask;
    }
}
