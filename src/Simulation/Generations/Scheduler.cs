using System.Collections.Immutable;
using Tito.Core.Verification.Scenarios;

namespace Tito.Simulation.Generations;

/// <summary>What the wires of one engine share: running completions, weights, prefix cache, faults and counts.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Scheduler(SimulatedEngineOptions options, SimulatedModel? model)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Generation> _running = [];
    private readonly CompletionPlanner? _planner = model is null ? null : new(model, options.Tokenizer, options.ContextLength);
    private readonly PrefixCache _cache = new(options.PrefixCacheTokens);
    private readonly Func<ImmutableArray<int>, ScenarioSample?>? _recording = options.Recording;
    private readonly FaultSchedule _faults = new(options.Faults, options.Seed);
    private readonly Pace _pace = new(options.Clock, options.FirstTokenDelay, options.TokenDelay, options.TokensPerFrame);
    private volatile string _weightVersion = options.WeightVersion;
    private SimulatedCounts _counts = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>The name of the weights. A completion's next token is sampled by those that are there when it comes.</summary>
    public string WeightVersion
    {
        get => _weightVersion;
        set => _weightVersion = value;
    }

    /// <summary>What it has done so far.</summary>
    public SimulatedCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts with { Running = _running.Count };
            }
        }
    }

    /// <summary>Counts a request for a completion, and decides what becomes of it.</summary>
    /// <param name="request">What is asked for.</param>
    /// <returns>The fault that strikes it, or null; and the completion, which a refused request does not need.</returns>
    public (SimulatedFault? Fault, PlannedCompletion? Plan) Admit(GenerationRequest request)
    {
        long number;
        lock (_lock)
        {
            _counts = _counts with { Requests = _counts.Requests + 1 };
            number = _counts.Requests;
        }

        return _recording is { } recording ? RecordedPlan.Of(recording(request.PromptIds)) : (_faults.Find(number), null);
    }

    /// <summary>Begins a completion, which the caller plays, ends and disposes of.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="admitted">What <see cref="Admit"/> decided.</param>
    public Generation Begin(GenerationRequest request, (SimulatedFault? Fault, PlannedCompletion? Plan) admitted)
    {
        var plan = admitted.Plan ?? _planner!.Plan(request);
        Func<string?> version = plan.IsRecorded ? () => plan.WeightVersion : () => _weightVersion;
        var generation = new Generation(request, plan, admitted.Fault, _pace, version)
        {
            CachedTokens = _cache.Find(request.PromptIds),
        };
        _cache.Add(request.PromptIds.AsSpan());
        lock (_lock)
        {
            _running.Add(generation);
            _counts = _counts with
            {
                PromptTokens = _counts.PromptTokens + request.PromptIds.Length,
                CachedTokens = _counts.CachedTokens + generation.CachedTokens,
            };
        }

        return generation;
    }

    /// <summary>Ends a completion, whether it came to its end or not.</summary>
    /// <param name="generation">The completion.</param>
    /// <param name="end">How it ended; null where its client went away.</param>
    public void End(Generation generation, GenerationEnd? end)
    {
        lock (_lock)
        {
            _running.Remove(generation);
            _counts = _counts with
            {
                CompletionTokens = _counts.CompletionTokens + generation.Count,
                Aborted = _counts.Aborted + (end is { Kind: EndKind.Abort } ? 1 : 0),
                Disconnected = _counts.Disconnected + (end is null ? 1 : 0),
            };
        }

        _cache.Add([.. generation.Request.PromptIds, .. generation.Ids]);
    }

    /// <summary>Whether a completion of this name is running.</summary>
    /// <param name="name">The whole name.</param>
    public bool IsRunning(string name)
    {
        lock (_lock)
        {
            return _running.Any(generation => generation.Id == name);
        }
    }

    /// <summary>Gives running completions up.</summary>
    /// <param name="which">Decides.</param>
    /// <returns>How many there were.</returns>
    public int Abort(Func<Generation, bool> which)
    {
        lock (_lock)
        {
            // Under the lock, because an ended completion cannot be given up any more.
            var chosen = _running.Where(which).ToImmutableArray();
            foreach (var generation in chosen)
            {
                generation.Abort();
            }

            return chosen.Length;
        }
    }

    /// <summary>Empties the prefix cache, unless completions are running.</summary>
    public bool FlushCache()
    {
        lock (_lock)
        {
            if (_running.Count > 0)
            {
                return false;
            }
        }

        _cache.Clear();
        return true;
    }
}
