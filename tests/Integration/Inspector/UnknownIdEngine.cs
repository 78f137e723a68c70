using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Inspector;

/// <summary>Samples an id for which the model has weights and the tokenizer has no text, as Qwen3's 151,936 rows allow.</summary>
internal sealed class UnknownIdEngine : IInferenceEngine
{
    public const int Id = 151_900;

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        var answer = (InferenceOutcome.Completed)ScriptedAnswer.Text(ServedModel.Tokenizer, request, "x");
        return Task.FromResult<InferenceOutcome>(answer with
        {
            Completion = answer.Completion with { Ids = [Id, .. answer.Completion.Ids[1..]] },
        });
    }
}
