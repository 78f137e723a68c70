using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Models;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.GoldenPrompts;

/// <summary>The use case that records golden prompts from an engine.</summary>
/// <param name="model">The served model.</param>
/// <param name="clock">The time of the recording, which templates see.</param>
public sealed class GoldenPromptRecorder(SessionModel model, TimeProvider clock)
{
    private readonly GoldenPromptMaker _maker = new(model);

    /// <summary>Samples each prompt at temperature 0.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="requests">Names and requests: objects with <c>messages</c>, and what else shapes the prompt.</param>
    /// <param name="maxTokens">The limit of each completion, 1 or more.</param>
    /// <param name="cancellationToken">Gives the recording up.</param>
    /// <exception cref="GoldenFormatException">
    /// There is no request, two have one name, one makes no prompt, or the engine gave no completion of it.
    /// </exception>
    public async Task<GoldenPromptFile> RunAsync(
        IVerifiedEngine engine, IReadOnlyList<(string Name, JsonElement Request)> requests, int maxTokens,
        CancellationToken cancellationToken)
    {
        // What the reader would refuse is not recorded, and no engine is asked for it.
        RequireDistinct(requests);
        var now = clock.GetUtcNow();
        var prompts = ImmutableArray.CreateBuilder<GoldenPrompt>();
        foreach (var (index, (name, request)) in requests.Index())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"prompts[{index}]");
            var prompt = _maker.Make(request, now) is ({ } made, _)
                ? made
                : throw new GoldenFormatException(place, _maker.Make(request, now).Refusal!);
            var id = string.Create(CultureInfo.InvariantCulture, $"golden-{index}-{now.UtcTicks}");
            var outcome = await engine.Engine
                .GenerateAsync(GoldenPromptMaker.Greedy(id, prompt, request, maxTokens), observer: null, cancellationToken)
                .ConfigureAwait(false);
            var sampled = outcome is InferenceOutcome.Completed { Sampled: { Completion.Ids.IsEmpty: false } answer }
                ? answer
                : throw new GoldenFormatException(place, $"the engine gave no completion: {EngineWords.Of(outcome)}");
            prompts.Add(new()
            {
                Name = name,
                Request = request,
                PromptIds = prompt.Ids,
                MaxTokens = maxTokens,
                CompletionIds = sampled.Completion.Ids,
                Logprobs = sampled.Completion.Logprobs,
                FinishReason = sampled.FinishReason,
            });
        }

        return new()
        {
            Family = model.Family.Name,
            RecordedAt = now,
            Assets = AssetFingerprints.Of(model),
            Engine = await engine.LookAsync(cancellationToken).ConfigureAwait(false),
            Prompts = prompts.DrainToImmutable(),
        };
    }

    private static void RequireDistinct(IReadOnlyList<(string Name, JsonElement Request)> requests)
    {
        if (requests.Count == 0)
        {
            throw new GoldenFormatException("prompts", "must have a prompt.");
        }

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, (name, _)) in requests.Index())
        {
            if (!names.TryAdd(name, index))
            {
                throw new GoldenFormatException(
                    string.Create(CultureInfo.InvariantCulture, $"prompts[{index}].name"),
                    string.Create(CultureInfo.InvariantCulture, $"{name} is the name of prompts[{names[name]}] as well."));
            }
        }
    }
}
