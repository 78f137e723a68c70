using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.SgLangChat;

/// <summary>Reads the body of a chat completion that SGLang answered with 200, and believes nothing of it.</summary>
internal static class SgLangChatAnswer
{
    private const string Content = "content";
    private const string ToolCalls = "tool_calls";
    private const string MetaInfo = "choices[0].meta_info";

    /// <summary>How far above 0 the rounding of a softmax may leave the logarithm of a probability of 1.</summary>
    private const float Rounding = 1e-5f;

    private const string TokenLogprobs = MetaInfo + ".output_token_logprobs";

    /// <summary>A completed outcome, or a nonsense one that names the first wrong field.</summary>
    /// <param name="body">The answer's bytes.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="sentFields">What was sent beside prompt and conversation, a JSON object.</param>
    public static InferenceOutcome Read(ReadOnlySpan<byte> body, InferenceRequest request, ReadOnlySpan<byte> sentFields)
    {
        try
        {
            return new InferenceOutcome.Completed(Read(Parse(body), request, sentFields));
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
            return StrictJson.Parse(body);
        }
        catch (JsonException error)
        {
            // A repeated key is reported without a place; its text would quote the key.
            throw new InvalidDataException(error.LineNumber is { } line
                ? $"The answer is not JSON (line {line + 1}, byte {error.BytePositionInLine + 1})."
                : "The answer has an object with a key that comes twice or is not Unicode.");
        }
    }

    private static Sampled Read(JsonElement answer, InferenceRequest request, ReadOnlySpan<byte> sentFields)
    {
        var choices = AnswerField.Array(AnswerField.Object(answer, "The answer"), "choices", "choices");
        if (choices.GetArrayLength() != 1)
        {
            throw new InvalidDataException($"choices has {choices.GetArrayLength()} entries, not 1.");
        }

        var choice = AnswerField.Object(choices[0], "choices[0]");
        var message = AnswerField.Object(choice, "message", "choices[0].message");
        AnswerField.ValidText(message, "choices[0].message");
        message = Normal(message);

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
        if (promptTokens is { } counted && counted != request.Prompt.Count)
        {
            throw new InvalidDataException($"{MetaInfo}.prompt_tokens is {counted}, but {request.Prompt.Count} ids were sent.");
        }

        return new()
        {
            Engine = "sglang-chat",
            Completion = TokenSegment.Sampled(ids, logprobs),
            FinishReason = AnswerField.Text(choice, "finish_reason", "choices[0].finish_reason"),
            Stop = ReadStop(choice),
            Facts = new(
                AnswerField.OptionalText(answer, "id"),
                promptTokens,
                AnswerField.Count(meta, "cached_tokens", MetaInfo + ".cached_tokens"),
                AnswerField.OptionalText(meta, "weight_version", MetaInfo + ".weight_version"))
            {
                WeightSpans = WeightVersionsField.Read(answer, meta, MetaInfo, ids.Length),
            },
            RoutedExperts = request.RoutedExperts is { } wanted
                ? RoutedExpertsField.Read(meta, MetaInfo, wanted, request.Prompt.Count + ids.Length)
                : null,
            Parsed = message,
            SentFields = JsonElement.Parse(sentFields),
            Extra = SgLangChatExtra.Of(answer, withoutExperts: request.RoutedExperts is not null),
        };
    }

    /// <summary>
    /// The message as OpenAI, API reference, has it, so that what is told is what is stored: a message without a text, as engines write it
    /// beside tool calls, has an empty one; and <c>tool_calls</c> is an optional array, never null. openai 7 for Node.js takes null for an
    /// array when it sends the message back.
    /// </summary>
    private static JsonElement Normal(JsonElement message)
    {
        var hasContent = AnswerField.OptionalText(message, "content", "choices[0].message.content") is not null;
        var hasNullCalls = message.TryGetProperty(ToolCalls, out var calls) && calls.ValueKind == JsonValueKind.Null;
        return hasContent && !hasNullCalls ? message : JsonElement.Parse(JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            foreach (var property in message.EnumerateObject())
            {
                if (!hasContent && property.NameEquals(Content) || hasNullCalls && property.NameEquals(ToolCalls))
                {
                    continue;
                }

                property.WriteTo(json);
            }

            if (!hasContent)
            {
                json.WriteString(Content, "");
            }

            json.WriteEndObject();
        }).Span);
    }

    /// <summary>SGLang, <c>protocol.py</c>: <c>matched_stop: Union[None, int, str]</c>, a stop token's id or a stop string.</summary>
    private static StopMatch? ReadStop(JsonElement choice) => !choice.TryGetProperty("matched_stop", out var matched)
        ? null
        : matched.ValueKind switch
        {
            JsonValueKind.Number when matched.TryGetInt32(out var id) && id >= 0 => new(id, null),
            JsonValueKind.String when AnswerField.OptionalText(choice, "matched_stop") is { } text => new(null, text),
            _ => null,
        };

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

            if (logprobs[index] > Rounding)
            {
                throw new InvalidDataException($"{TokenLogprobs}[{index}][0] is above 0, and no probability is above 1.");
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
