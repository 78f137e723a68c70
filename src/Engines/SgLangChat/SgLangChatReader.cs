using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Engines.Http;
using Tito.Engines.SgLang;

namespace Tito.Engines.SgLangChat;

/// <summary>Reads a chat completion of SGLang, which comes whole.</summary>
internal sealed class SgLangChatReader(string name, InferenceRequest request, ReadOnlyMemory<byte> fields) : IAnswerReader
{
    private const string Content = "content";
    private const string ToolCalls = "tool_calls";
    private const string MetaPath = "choices[0].meta_info";

    private InferenceOutcome? _outcome;

    /// <inheritdoc/>
    public TokenSegment Take(JsonElement frame)
    {
        if (_outcome is not null)
        {
            throw new InvalidDataException("The answer has a second part.");
        }

        var choices = AnswerField.Array(AnswerField.Object(frame, "The answer"), "choices", "choices");
        if (choices.GetArrayLength() != 1)
        {
            throw new InvalidDataException($"choices has {choices.GetArrayLength()} entries, not 1.");
        }

        var choice = AnswerField.Object(choices[0], "choices[0]");
        var message = AnswerField.Object(choice, "message", "choices[0].message");
        AnswerField.ValidText(message, "choices[0].message");
        AnswerField.Calls(message, ToolCalls, "choices[0].message.tool_calls");
        message = Normal(message);

        var meta = AnswerField.Object(choice, "meta_info", MetaPath);
        var rows = new SgLangRows(MetaPath);
        if (SgLangFinish.Refusal(meta) is { } refusal)
        {
            _outcome = refusal;
            return rows.Rows.All;
        }

        var isAborted = SgLangFinish.IsAbort(meta);
        var tokens = rows.Take(meta, isAborted);
        if (choice.TryGetProperty("token_ids", out var ids) && ids.ValueKind != JsonValueKind.Null)
        {
            rows.RequireIds(ids, "choices[0].token_ids", held: 0, isAborted);
        }

        _outcome = new InferenceOutcome.Completed(Sampled(frame, choice, message, meta, tokens, isAborted));
        return tokens;
    }

    /// <inheritdoc/>
    public InferenceOutcome End() => _outcome ?? throw new InvalidDataException("choices is missing.");

    private Sampled Sampled(
        JsonElement answer, JsonElement choice, JsonElement message, JsonElement meta, TokenSegment completion, bool isAborted)
    {
        var spans = Spans(answer, meta, completion.Ids.Length);
        var promptTokens = SgLangPromptCount.Read(meta, MetaPath, request.Prompt.Count, isAborted);
        return new()
        {
            Engine = name,
            Completion = completion,
            FinishReason = AnswerField.Word(choice, "finish_reason", "choices[0].finish_reason"),
            Stop = StopField.Read(choice, "matched_stop"),
            Facts = new(
                AnswerField.OptionalText(answer, "id"),
                promptTokens,
                AnswerField.Count(meta, "cached_tokens", MetaPath + ".cached_tokens"),
                isAborted && spans.IsEmpty ? null : Version(answer, meta))
            {
                WeightSpans = spans,
            },
            RoutedExperts = request.RoutedExperts is { } wanted
                ? SgLangExperts.Read(meta, MetaPath, wanted, request.Prompt.Count + completion.Ids.Length)
                : null,
            Parsed = message,
            SentFields = JsonElement.Parse(fields.Span),
            Extra = SgLangChatExtra.Of(answer, withoutExperts: request.RoutedExperts is not null),
        };
    }

    /// <summary>
    /// The weights; not of an abort without spans, which names those that the server has by then (SGLang, <c>scheduler.py</c>). Newer
    /// servers have the version beside the choices: first in <c>metadata</c>, then in <c>sglext</c>.
    /// </summary>
    private static string? Version(JsonElement answer, JsonElement meta) =>
        AnswerField.OptionalText(meta, "weight_version", MetaPath + ".weight_version")
            ?? Version(answer, "metadata") ?? Version(answer, "sglext");

    private static string? Version(JsonElement answer, string place) =>
        answer.TryGetProperty(place, out var parent) && parent.ValueKind == JsonValueKind.Object
            ? AnswerField.OptionalText(parent, "weight_version")
            : null;

    private static ImmutableArray<WeightSpan> Spans(JsonElement answer, JsonElement meta, int tokenCount) =>
        !WeightVersionsField.IsThere(meta) && answer.TryGetProperty("sglext", out var extension)
            ? WeightVersionsField.Read(extension, "sglext", tokenCount)
            : WeightVersionsField.Read(meta, MetaPath, tokenCount);

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
}
