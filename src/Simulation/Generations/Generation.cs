using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Tito.Core.Tokens;

namespace Tito.Simulation.Generations;

/// <summary>A completion that is being played, token by token.</summary>
/// <remarks>One reader plays it; anyone may abort it.</remarks>
internal sealed class Generation : IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private readonly Pace _pace;
    private readonly Func<string?> _weightVersion;
    private readonly List<WeightSpan> _spans = [];

    /// <summary>A completion of which no token has come.</summary>
    public Generation(GenerationRequest request, PlannedCompletion plan, SimulatedFault? fault, Pace pace, Func<string?> weightVersion)
    {
        (Request, Plan, Fault, _pace, _weightVersion) = (request, plan, fault, pace, weightVersion);
        Identity = plan.Identity.ToString();
        Id = request.Id ?? Identity[..32];
    }

    /// <summary>Its name: the client's, or one that seed and prompt decide.</summary>
    public string Id { get; }

    /// <summary>The name under which it runs.</summary>
    public string RunningId => $"{Request.Around.Before}{Id}{Request.Around.After}";

    /// <summary>64 hexadecimal digits that seed and prompt decide.</summary>
    public string Identity { get; }

    /// <summary>What was asked for.</summary>
    public GenerationRequest Request { get; }

    /// <summary>What comes when nothing goes wrong.</summary>
    public PlannedCompletion Plan { get; }

    /// <summary>What goes wrong; null for nothing.</summary>
    public SimulatedFault? Fault { get; }

    /// <summary>Number of prompt tokens that the prefix cache had.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Number of tokens that have come.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens that have come.</summary>
    public ImmutableArray<int> Ids => Plan.Ids[..Count];

    /// <summary>The weights that sampled the last token, or are there now when none has come; null where the engine names none.</summary>
    public string? WeightVersion => _spans.Count == 0 ? _weightVersion() : _spans[^1].Version;

    /// <summary>Which weights sampled which tokens that have come.</summary>
    public IReadOnlyList<WeightSpan> WeightSpans => _spans;

    /// <summary>Gives it up: it ends before its next token. What waits for that goes on elsewhere, not in this call.</summary>
    public void Abort() => _ = _abort.CancelAsync();

    /// <summary>Gives the tokens as they come, and at last how it ended; not to be called twice.</summary>
    /// <param name="cancellationToken">The client is gone.</param>
    public async IAsyncEnumerable<GenerationStep> PlayAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abort.Token, cancellationToken);
        var start = _pace.Clock.GetTimestamp();
        var (last, broken) = Broken() is { } kind ? (Fault!.AfterTokens, new GenerationEnd(kind)) : (Plan.Ids.Length, null);
        while (Count < last)
        {
            var to = Math.Min(Count + _pace.TokensPerStep, last);
            if (!await ComesAsync(start, to - 1, either.Token, cancellationToken).ConfigureAwait(false))
            {
                yield return new(Count, Count, new(EndKind.Abort));
                yield break;
            }

            var from = Count;
            Add(to);
            yield return new(from, to, to == Plan.Ids.Length ? Plan.End : null);
        }

        if (broken is not null)
        {
            yield return new(Count, Count, broken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _abort.Dispose();

    private EndKind? Broken() => Fault is { Kind: not SimulatedFaultKind.Refuse } fault && fault.AfterTokens < Plan.Ids.Length
        ? fault.Kind switch
        {
            SimulatedFaultKind.Abort => EndKind.Abort,
            SimulatedFaultKind.Drop => EndKind.Drop,
            SimulatedFaultKind.HalfBody => EndKind.HalfBody,
            _ => EndKind.Error,
        }
        : null;

    private async Task<bool> ComesAsync(long start, int index, CancellationToken either, CancellationToken client)
    {
        try
        {
            either.ThrowIfCancellationRequested();
            await _pace.WaitAsync(start, index, either).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!client.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Add(int to)
    {
        if (_weightVersion() is not { } version)
        {
            Count = to;
            return;
        }

        if (_spans.Count > 0 && _spans[^1].Version == version)
        {
            _spans[^1] = _spans[^1] with { End = to };
        }
        else
        {
            _spans.Add(new(version, Count, to));
        }

        Count = to;
    }
}
