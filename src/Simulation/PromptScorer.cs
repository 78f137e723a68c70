using System.Collections.Immutable;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>How likely the simulated model holds the tokens of a prompt, each after those before it.</summary>
/// <remarks>
/// In the last turn of an assistant the model is forced along the tokens: one that it would have sampled has the logprob that it would have
/// had; another has -8 to -12, which no sampled one has. Before that turn the model was never asked, and each token has such a one.
/// Immutable and thread-safe.
/// </remarks>
/// <param name="model">The model; null for an engine that plays a recording, which scores nothing.</param>
/// <param name="tokenizer">The model's tokenizer.</param>
internal sealed class PromptScorer(SimulatedModel? model, Tokenizer tokenizer)
{
    private readonly int? _startId = tokenizer.AddedTokens.FirstOrDefault(token => token.Content == "<|im_start|>")?.Id;

    /// <summary>The logprobs, float32 <c>[tokens]</c>; the first one means nothing.</summary>
    /// <param name="ids">The prompt: 1 or more ids.</param>
    public ImmutableArray<float> Score(ImmutableArray<int> ids)
    {
        if (model is null)
        {
            throw new Wires.WireRefusal("An engine that plays a recording scores no tokens.");
        }

        var scores = new float[ids.Length];
        var at = _startId is { } start ? Math.Max(0, ids.LastIndexOf(start)) : 0;
        for (var i = 0; i <= at; i++)
        {
            scores[i] = Unlikely(ids[i], i);
        }

        for (at++; at < ids.Length;)
        {
            var (sampled, logprobs, _) = model.Sample(ids[..at], AnswerForm.Free);
            var agreed = sampled.AsSpan().CommonPrefixLength(ids.AsSpan()[at..]);
            logprobs.AsSpan()[..agreed].CopyTo(scores.AsSpan(at));
            at += agreed;
            if (at < ids.Length && agreed < sampled.Length)
            {
                scores[at] = Unlikely(ids[at], at);
                at++;
            }
        }

        return [.. scores];
    }

    private static float Unlikely(int id, int index) => -8 - (((id * 31L) + index) % 1024 / 256f);
}
