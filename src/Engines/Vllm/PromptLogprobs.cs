using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Engines.Http;

namespace Tito.Engines.Vllm;

/// <summary>
/// vLLM's <c>prompt_logprobs</c>: for each token of the prompt null, or an object with an entry for each candidate, the token's own always
/// among them, under its id in decimal digits.
/// </summary>
/// <remarks>vLLM, <c>sampling_params.py</c> (prompt_logprobs) and <c>logprobs.py</c>: the first token's is null.</remarks>
internal static class PromptLogprobs
{
    /// <summary>The logprobs of the completion that the prompt ends with.</summary>
    /// <param name="parent">The object with the list.</param>
    /// <param name="path">The list's place.</param>
    /// <param name="request">What was asked.</param>
    /// <exception cref="InvalidDataException">The list is of another form, or of other tokens.</exception>
    public static ImmutableArray<float> Read(JsonElement parent, string path, ScoringRequest request)
    {
        var list = AnswerField.Array(parent, "prompt_logprobs", path);
        if (list.GetArrayLength() != request.Tokens.Count)
        {
            throw new InvalidDataException($"{path} has {list.GetArrayLength()} entries, and {request.Tokens.Count} tokens were sent.");
        }

        var ids = request.Tokens.ToIds();
        var logprobs = ImmutableArray.CreateBuilder<float>(request.Count);
        for (var i = request.Start; i < ids.Length; i++)
        {
            var at = $"{path}[{i}]";
            var name = ids[i].ToString(CultureInfo.InvariantCulture);
            var entry = AnswerField.Object(AnswerField.Object(list[i], at), name, $"{at}.{name}");
            logprobs.Add(VllmToken.Logprob(AnswerField.Any(entry, "logprob", $"{at}.{name}.logprob"), $"{at}.{name}.logprob"));
        }

        return logprobs.MoveToImmutable();
    }
}
