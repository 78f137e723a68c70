using System.Collections.Immutable;
using Tito.Engines.Http;

namespace Tito.Engines;

/// <summary>Finds out what an engine is, in which wire to speak to it, and whether its tokenizer is ours.</summary>
internal static class EngineDetector
{
    private const int TooManyRequests = 429;
    private const int ServerError = 500;
    private const int NotImplemented = 501;

    /// <summary>Looks at an engine.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="http">Its connections.</param>
    /// <param name="samples">Texts for its tokenizer; none to leave that out.</param>
    /// <param name="cancellationToken">Gives the look up.</param>
    /// <returns>
    /// What was found, and the wire; a null wire when nothing answers, or a proxy says that the engine is not there: it is to be looked at
    /// again.
    /// </returns>
    /// <exception cref="EngineMismatchException">It has another tokenizer, or speaks none of the wires.</exception>
    public static async Task<(EngineFinding Finding, IEngineWire? Wire)> LookAsync(
        EngineAddress address, EngineHttp http, ImmutableArray<TokenizerSample> samples, CancellationToken cancellationToken)
    {
        var (status, _) = await http.LookAsync("/v1/models", body: null, cancellationToken).ConfigureAwait(false);
        if (status is 0 or TooManyRequests or (>= ServerError and not NotImplemented))
        {
            return (Nothing(http), null);
        }

        var (probe, wire) = await BestAsync(address, http, cancellationToken).ConfigureAwait(false);
        wire ??= address.IsBare
            ? EngineRegistry.Find(EngineAddress.BareWire)!
            : throw new EngineMismatchException(
                $"The engine at {http.Place} is neither SGLang nor vLLM as far as it says. Name its wire: "
                + $"{string.Join(", ", EngineRegistry.Names)}, as {EngineRegistry.Names[0]}+{http.Place}.");
        var (isAway, isOurs) = await CompareAsync(http, samples, cancellationToken).ConfigureAwait(false);
        return isAway ? (Nothing(http), null) : (
            new(
                http.Place, wire.Name, probe?.Engine, probe?.Version, probe?.Model, probe?.Tokenizer, probe?.ContextLength,
                probe?.MissingFlags ?? [], isOurs)
            {
                Flags = probe?.Flags ?? [],
            },
            wire);
    }

    private static async Task<(EngineProbe? Probe, IEngineWire? Wire)> BestAsync(
        EngineAddress address, EngineHttp http, CancellationToken cancellationToken)
    {
        var best = default((EngineProbe? Probe, IEngineWire? Wire));
        foreach (var wire in EngineRegistry.Wires.Where(wire => address.Wire is null || wire.Name == address.Wire))
        {
            var probe = await wire.ProbeAsync(http, cancellationToken).ConfigureAwait(false);
            if (probe is not null && probe.Rank > (best.Probe?.Rank ?? int.MinValue))
            {
                best = (probe, wire);
            }
        }

        return address.Wire is { } name ? (best.Probe, EngineRegistry.Find(name)) : best;
    }

    private static EngineFinding Nothing(EngineHttp http) => new(http.Place, null, null, null, null, null, null, [], null);

    private static async Task<(bool IsAway, bool? IsOurs)> CompareAsync(
        EngineHttp http, ImmutableArray<TokenizerSample> samples, CancellationToken cancellationToken)
    {
        foreach (var (text, ours) in samples)
        {
            // An error of the engine's own is no route: SGLang without a tokenizer has it for ever.
            var (status, ids) = await TokenizeRoute.LookAsync(http, text, cancellationToken).ConfigureAwait(false);
            if (ids is not { } theirs)
            {
                return (status is 0 or TooManyRequests or > NotImplemented, null);
            }

            var same = ours.AsSpan().CommonPrefixLength(theirs);
            if (same < Math.Max(ours.Length, theirs.Length))
            {
                throw new EngineMismatchException(
                    $"The engine at {http.Place} has another tokenizer: token {same} of a text for comparison is {At(theirs, same)} there "
                    + $"and {At([.. ours], same)} here. Is --family, or the folder of --assets, that of its model?");
            }
        }

        return (false, samples.IsEmpty ? null : true);
    }

    private static string At(int[] ids, int index) => index < ids.Length ? $"{ids[index]}" : "missing";
}
