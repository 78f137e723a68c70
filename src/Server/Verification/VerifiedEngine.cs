using System.Globalization;
using Tito.Core.Inference;
using Tito.Core.Verification.Fingerprints;
using Tito.Engines;
using Tito.Engines.Routing;

namespace Tito.Server.Verification;

/// <summary>A configured engine, asked directly: what a run finds out about it changes nothing of how turns are routed.</summary>
/// <param name="address">Where it is.</param>
/// <param name="connection">Its client, which the caller disposes.</param>
/// <param name="probe">Asks for its weights; the caller disposes it.</param>
internal sealed class VerifiedEngine(EngineAddress address, EngineConnection connection, IEndpointProbe probe) : IVerifiedEngine
{
    /// <inheritdoc/>
    public string Name { get; } = EngineEndpoint.Shown(address.Root);

    /// <inheritdoc/>
    public IInferenceEngine Engine => connection;

    /// <inheritdoc/>
    public IScoringEngine Scoring => connection;

    /// <inheritdoc/>
    public async Task<EngineFacts> LookAsync(CancellationToken cancellationToken)
    {
        var finding = await connection.ExamineAsync(cancellationToken);
        if (finding.Wire is null)
        {
            return EngineFacts.None;
        }

        var weights = await probe.ProbeAsync(cancellationToken);
        var said = new List<(string Name, string? Value)>
        {
            ("context_length", finding.ContextLength?.ToString(CultureInfo.InvariantCulture)),
            ("engine", finding.Engine),
            (EngineFacts.Model, finding.Model),
            ("tokenizer", finding.Tokenizer),
            ("version", finding.Version),
            (EngineFacts.WeightVersion, weights.WeightVersion),
            ("wire", finding.Wire),
        };
        said.AddRange(finding.Flags.Select(flag => ($"flag {flag.Key}", (string?)flag.Value)));
        return new(
        [
            .. said.Where(fact => fact.Value is { Length: > 0 })
                .OrderBy(fact => fact.Name, StringComparer.Ordinal)
                .Select(fact => KeyValuePair.Create(fact.Name, fact.Value!)),
        ]);
    }
}
