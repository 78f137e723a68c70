using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Browser.Inspector;

/// <summary>A scripted engine whose tokens have these logprobs, one after the other and then from the first again, in each answer.</summary>
internal sealed class VaryingEngine(IInferenceEngine inner) : IInferenceEngine
{
    /// <summary>One of each band of the page, and some more of the most probable.</summary>
    internal static readonly float[] Logprobs = [-0.001f, -0.02f, -0.3f, -0.05f, -1.2f, -0.003f, -0.08f, -3.1f, -0.01f, -0.0002f, -0.6f, -6.2f, -0.04f];

    public async Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken) =>
        await inner.GenerateAsync(request, observer, cancellationToken) switch
        {
            InferenceOutcome.Completed(var answer) => new InferenceOutcome.Completed(answer with
            {
                Completion = TokenSegment.Sampled(answer.Completion.Ids, [.. answer.Completion.Ids.Select((_, i) => Logprobs[i % Logprobs.Length])]),
            }),
            var other => other,
        };

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => inner.AbortAsync(idPrefix, cancellationToken);
}
