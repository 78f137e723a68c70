using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Engines.Http;
using Tito.Engines.SgLang;

namespace Tito.Engines.SgLangGenerate;

/// <summary>Reads an answer of <c>/generate</c>: <c>{"text","output_ids","meta_info"}</c>; each frame of a stream is one as well.</summary>
internal sealed class SgLangGenerateReader(string name, InferenceRequest request, ReadOnlyMemory<byte> fields) : IAnswerReader
{
    private const string MetaPath = "meta_info";
    private const string IdsPath = "output_ids";

    private readonly SgLangRows _rows = new(MetaPath);
    private JsonElement _last;
    private JsonElement _spans;

    /// <inheritdoc/>
    public string? WeightVersion { get; private set; }

    /// <inheritdoc/>
    public TokenSegment Take(JsonElement frame)
    {
        var meta = AnswerField.Object(AnswerField.Object(frame, "The answer"), "meta_info", MetaPath);
        _last = meta;
        if (SgLangFinish.Refusal(meta) is not null)
        {
            return _rows.Rows.Since(_rows.Rows.Count);
        }

        var isAborted = SgLangFinish.IsAbort(meta);
        SgLangPromptCount.Read(meta, MetaPath, request.Prompt.Count, isAborted);
        if (frame.TryGetProperty("prompt_token_ids", out var prompt) && prompt.ValueKind != JsonValueKind.Null)
        {
            AnswerIds.RequirePrompt(prompt, "prompt_token_ids", request.Prompt.Tokens);
        }

        var held = _rows.Rows.Count;
        var tokens = _rows.Take(meta, isAborted);
        if (frame.TryGetProperty(IdsPath, out var ids) && ids.ValueKind != JsonValueKind.Null)
        {
            _rows.RequireIds(ids, IdsPath, held, isAborted);
        }
        else if (tokens.Ids.Length > 0)
        {
            throw new InvalidDataException($"{IdsPath} is missing.");
        }

        // SGLang, scheduler.py: an abort's frame names the weights that the server has by then, and those before it named what sampled. One
        // with spans names the last of them (srt/utils/weight_versions.py).
        var version = AnswerField.OptionalText(meta, "weight_version", $"{MetaPath}.weight_version");
        var hasSpans = WeightVersionsField.IsThere(meta);
        WeightVersion = isAborted && !hasSpans ? WeightVersion : version;
        _spans = hasSpans ? meta : _spans;
        return tokens;
    }

    /// <inheritdoc/>
    public InferenceOutcome End()
    {
        if (_last.ValueKind == JsonValueKind.Undefined || SgLangFinish.Find(_last) is not { } finish)
        {
            throw new InvalidDataException($"{MetaPath}.finish_reason is missing.");
        }

        if (SgLangFinish.Refusal(_last) is { } refusal)
        {
            return refusal;
        }

        var isAborted = SgLangFinish.IsAbort(_last);
        var promptTokens = SgLangPromptCount.Read(_last, MetaPath, request.Prompt.Count, isAborted);
        if (promptTokens is null && !isAborted)
        {
            throw new InvalidDataException($"{MetaPath}.prompt_tokens is missing.");
        }

        var completion = _rows.Rows.All;
        return new InferenceOutcome.Completed(new()
        {
            Engine = name,
            Completion = completion,
            FinishReason = AnswerField.Word(finish, "type", $"{MetaPath}.finish_reason.type"),
            Stop = StopField.Read(finish, "matched"),
            Facts = new(
                AnswerField.OptionalText(_last, "id"),
                promptTokens,
                AnswerField.Count(_last, "cached_tokens", $"{MetaPath}.cached_tokens"),
                WeightVersion)
            {
                WeightSpans = WeightVersionsField.Read(_spans, MetaPath, completion.Ids.Length),
            },
            RoutedExperts = request.RoutedExperts is { } wanted
                ? SgLangExperts.Read(_last, MetaPath, wanted, request.Prompt.Count + completion.Ids.Length)
                : null,
            SentFields = JsonElement.Parse(fields.Span),
            Extra = Extra(),
        });
    }

    /// <summary>What a turn does not hold itself: the rest of <c>meta_info</c>.</summary>
    private JsonElement Extra() => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("meta_info");
        foreach (var property in _last.EnumerateObject())
        {
            if (!property.NameEquals("output_token_logprobs"u8) && !property.NameEquals("routed_experts"u8))
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }).Span);
}
