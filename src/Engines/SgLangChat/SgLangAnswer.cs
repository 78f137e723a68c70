using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Tito.Core.Inference;

namespace Tito.Engines.SgLangChat;

/// <summary>Reads the body of a chat completion that SGLang answered with 200, and believes nothing of it.</summary>
internal static class SgLangAnswer
{
    private const string MetaInfo = "choices[0].meta_info";
    private const string TokenLogprobs = MetaInfo + ".output_token_logprobs";

    // A key that comes twice would leave it to each reader which of two values is the engine's.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>A completed outcome, or a nonsense one that names the first wrong field.</summary>
    /// <param name="body">The answer's bytes.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="requestBody">What was sent apart from the prompt ids.</param>
    public static InferenceOutcome Read(ReadOnlySpan<byte> body, InferenceRequest request, JsonElement requestBody)
    {
        try
        {
            return new InferenceOutcome.Completed(Read(Parse(body), request, requestBody));
        }
        catch (InvalidDataException error)
        {
            return new InferenceOutcome.Nonsense(error.Message);
        }
    }

    private static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw new InvalidDataException("The answer is not UTF-8.");
        }

        try
        {
            return JsonElement.Parse(body, Strict);
        }
        catch (JsonException error)
        {
            // A repeated key is reported without a place; its text would quote the key.
            throw new InvalidDataException(error.LineNumber is { } line
                ? $"The answer is not JSON (line {line + 1}, byte {error.BytePositionInLine + 1})."
                : "The answer has an object with a key that comes twice.");
        }
    }

    private static Completion Read(JsonElement answer, InferenceRequest request, JsonElement requestBody)
    {
        var choices = AnswerField.Array(AnswerField.Object(answer, "The answer"), "choices", "choices");
        if (choices.GetArrayLength() != 1)
        {
            throw new InvalidDataException($"choices has {choices.GetArrayLength()} entries, not 1.");
        }

        var choice = AnswerField.Object(choices[0], "choices[0]");
        var message = AnswerField.Object(choice, "message", "choices[0].message");
        AnswerField.ValidText(message, "choices[0].message");
        _ = AnswerField.Text(message, "content", "choices[0].message.content");

        var meta = AnswerField.Object(choice, "meta_info", MetaInfo);
        var (ids, logprobs) = ReadTokens(AnswerField.Array(meta, "output_token_logprobs", TokenLogprobs));
        var completionTokens = AnswerField.Count(meta, "completion_tokens", MetaInfo + ".completion_tokens")
            ?? throw new InvalidDataException($"{MetaInfo}.completion_tokens is missing.");
        if (ids.Length != completionTokens)
        {
            throw new InvalidDataException(
                $"{TokenLogprobs} has {ids.Length} entries, but {MetaInfo}.completion_tokens is {completionTokens}.");
        }

        // An engine that counted other tokens than it was sent (truncation, a template of its own) continued another prompt.
        var promptTokens = AnswerField.Count(meta, "prompt_tokens", MetaInfo + ".prompt_tokens");
        if (promptTokens is { } counted && counted != request.PromptIds.Length)
        {
            throw new InvalidDataException($"{MetaInfo}.prompt_tokens is {counted}, but {request.PromptIds.Length} ids were sent.");
        }

        return new()
        {
            Ids = ids,
            Logprobs = logprobs,
            FinishReason = AnswerField.Text(choice, "finish_reason", "choices[0].finish_reason"),
            Response = answer,
            Message = message,
            RequestBody = requestBody,
            PromptTokens = promptTokens,
            CachedTokens = AnswerField.Count(meta, "cached_tokens", MetaInfo + ".cached_tokens"),
            RoutedExperts = request.RoutedExperts is { } wanted
                ? RoutedExpertsField.Read(meta, MetaInfo, wanted, request.PromptIds.Length + ids.Length)
                : null,
            WeightVersion = AnswerField.OptionalText(meta, "weight_version", MetaInfo + ".weight_version"),
        };
    }

    // SGLang writes meta_info.output_token_logprobs as a list of (logprob, token id, token text or None), one for each sampled token.
    private static (ImmutableArray<int> Ids, ImmutableArray<float> Logprobs) ReadTokens(JsonElement list)
    {
        var ids = new int[list.GetArrayLength()];
        var logprobs = new float[ids.Length];
        var index = 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 3)
            {
                throw new InvalidDataException($"{TokenLogprobs}[{index}] is no list of logprob, token id and text.");
            }

            if (entry[0] is not { ValueKind: JsonValueKind.Number } logprob
                || !logprob.TryGetSingle(out logprobs[index])
                || !float.IsFinite(logprobs[index]))
            {
                throw new InvalidDataException($"{TokenLogprobs}[{index}][0] is no finite number.");
            }

            if (entry[1].ValueKind != JsonValueKind.Number || !entry[1].TryGetInt32(out ids[index]) || ids[index] < 0)
            {
                throw new InvalidDataException($"{TokenLogprobs}[{index}][1] is no token id.");
            }

            if (entry[2].ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                throw new InvalidDataException($"{TokenLogprobs}[{index}][2] is neither text nor null.");
            }

            index++;
        }

        return (ImmutableCollectionsMarshal.AsImmutableArray(ids), ImmutableCollectionsMarshal.AsImmutableArray(logprobs));
    }
}
