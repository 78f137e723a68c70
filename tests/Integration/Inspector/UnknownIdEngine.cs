using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Inspector;

/// <summary>Samples an id for which the model has weights and the tokenizer has no text, as Qwen3's 151,936 rows allow.</summary>
internal sealed class UnknownIdEngine : IInferenceEngine
{
    public const int Id = 151_900;

    public string Name => "unknown-id";

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var answer = (InferenceOutcome.Completed)ScriptedAnswer.Text(ServedModel.Tokenizer, request, "x");
        return Task.FromResult<InferenceOutcome>(answer with
        {
            Sampled = answer.Sampled with
            {
                Completion = TokenSegment.Sampled([Id, .. answer.Sampled.Completion.Ids[1..]], answer.Sampled.Completion.Logprobs),
            },
        });
    }
}
