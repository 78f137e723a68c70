using System.Collections.Immutable;
using Tito.Tokenizers;

namespace Tito.Simulation.Generations;

/// <summary>Samples a request's completion up to what ends it: limit, stop token or stop text.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class CompletionPlanner(SimulatedModel model, Tokenizer tokenizer, int contextLength)
{
    /// <summary>The completion of a request whose prompt leaves room for a token.</summary>
    public PlannedCompletion Plan(GenerationRequest request)
    {
        var limit = Math.Min(request.MaxTokens ?? int.MaxValue, contextLength - request.PromptIds.Length);
        var stops = request.Stops.IsEmpty ? null : new StopTextSearch(tokenizer, request.Stops, request.SkipSpecialTokens);
        var (ids, logprobs) = (ImmutableArray.CreateBuilder<int>(), ImmutableArray.CreateBuilder<float>());
        var first = model.Sample(request.PromptIds, request.Form);
        for (var sampled = first; ; sampled = model.Sample([.. request.PromptIds, .. ids], request.Form))
        {
            for (var i = 0; i < sampled.Ids.Length; i++)
            {
                ids.Add(sampled.Ids[i]);
                logprobs.Add(sampled.Logprobs[i]);
                if (EndAfter(request, sampled.Ids[i], stops) is { } end)
                {
                    return new(ids.ToImmutable(), logprobs.ToImmutable(), end, first.Identity);
                }

                if (ids.Count == limit)
                {
                    return new(ids.ToImmutable(), logprobs.ToImmutable(), new(EndKind.Length), first.Identity);
                }
            }
        }
    }

    private GenerationEnd? EndAfter(GenerationRequest request, int id, StopTextSearch? stops) =>
        id == model.StopId && !request.IgnoreEos ? new(EndKind.Eos, StopId: id)
        : request.StopIds.Contains(id) ? new(EndKind.StopToken, StopId: id)
        : stops?.Append(id) is { } text ? new(EndKind.StopText, StopText: text)
        : null;
}
