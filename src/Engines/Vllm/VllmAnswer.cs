using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.Vllm;

/// <summary>What the answers of vLLM's wires have in common: one choice, deltas in frames, and fields around them.</summary>
/// <remarks>For one thread and one answer.</remarks>
internal sealed class VllmAnswer(InferenceRequest request)
{
    private const string Choice = "choices[0]";

    private readonly Dictionary<string, JsonElement> _around = new(StringComparer.Ordinal);
    private bool _hasChoice;
    private bool _hasEcho;
    private JsonElement _experts;
    private JsonElement _spans;

    /// <summary>The sampled tokens so far.</summary>
    public SampledRows Rows { get; } = new();

    /// <summary>The engine's word for why it stopped; null while it did not.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>Where it stopped, if it says so.</summary>
    public StopMatch? Stop { get; private set; }

    /// <summary>The choice of a frame, or null where it has none: the counts at the end of a stream come alone.</summary>
    /// <exception cref="InvalidDataException">The frame is of another form, or echoes another prompt.</exception>
    public JsonElement? Take(JsonElement frame)
    {
        var choices = AnswerField.Array(AnswerField.Object(frame, "The answer"), "choices", "choices");
        if (choices.GetArrayLength() > 1)
        {
            throw new InvalidDataException($"choices has {choices.GetArrayLength()} entries, not 1.");
        }

        foreach (var property in frame.EnumerateObject())
        {
            if (property.Name is not ("choices" or "object" or "prompt_token_ids") && property.Value.ValueKind != JsonValueKind.Null)
            {
                _around[property.Name] = property.Value;
            }
        }

        TakeEcho(frame, "prompt_token_ids");
        if (choices.GetArrayLength() == 0)
        {
            return null;
        }

        _hasChoice = true;
        var choice = AnswerField.Object(choices[0], Choice);
        TakeEcho(choice, $"{Choice}.prompt_token_ids");
        FinishReason = AnswerField.OptionalWord(choice, "finish_reason", $"{Choice}.finish_reason") ?? FinishReason;
        Stop = StopField.Read(choice, "stop_reason") ?? Stop;
        _spans = WeightVersionsField.IsThere(choice) ? choice : _spans;
        _experts = choice.TryGetProperty("routed_experts", out var experts) && experts.ValueKind != JsonValueKind.Null ? choice : _experts;
        return choice;
    }

    /// <summary>The completion.</summary>
    /// <param name="name">The wire.</param>
    /// <param name="needsUsage">Whether the wire's answers always have their counts.</param>
    /// <param name="sentFields">What was sent beside the prompt.</param>
    /// <param name="finishReason">The reason where the engine gave none; null where it must give one.</param>
    /// <exception cref="InvalidDataException">The counts disagree, or something is missing.</exception>
    public Sampled End(string name, bool needsUsage, ReadOnlyMemory<byte> sentFields, string? finishReason = null)
    {
        var completion = Rows.All;
        var usage = _around.TryGetValue("usage", out var found) ? AnswerField.Object(found, "usage") : default;
        var hasUsage = usage.ValueKind == JsonValueKind.Object;
        if (needsUsage && !hasUsage && !_hasEcho)
        {
            throw new InvalidDataException("usage is missing.");
        }

        var sampled = hasUsage ? AnswerField.Count(usage, "completion_tokens", "usage.completion_tokens") : null;
        if (sampled is { } count && count != completion.Ids.Length)
        {
            throw new InvalidDataException($"usage.completion_tokens is {count}, but {completion.Ids.Length} ids came.");
        }

        // vLLM, completion/serving.py: a stream skips what has neither text nor ids before the first token, and with it the reason of a
        // request that was given up by then. What comes is a count of no tokens.
        FinishReason ??= finishReason ?? (!_hasChoice && sampled == 0 ? "abort" : null);
        var promptTokens = hasUsage ? AnswerField.Count(usage, "prompt_tokens", "usage.prompt_tokens") : null;
        AnswerIds.RequireCount(promptTokens, "usage.prompt_tokens is", request.Prompt.Count);
        var spans = WeightVersionsField.Read(_spans, Choice, completion.Ids.Length);
        return new()
        {
            Engine = name,
            Completion = completion,
            FinishReason = FinishReason ?? throw new InvalidDataException($"{Choice}.finish_reason is missing."),
            Stop = Stop,
            Facts = new(
                Text("id") ?? Text("request_id"), promptTokens, hasUsage ? Cached(usage) : null, spans.IsEmpty ? null : spans[^1].Version)
            {
                WeightSpans = spans,
            },
            RoutedExperts = Experts(completion.Ids.Length),
            SentFields = JsonElement.Parse(sentFields.Span),
            Extra = Extra(),
        };
    }

    private void TakeEcho(JsonElement parent, string path)
    {
        if (parent.TryGetProperty("prompt_token_ids", out var prompt) && prompt.ValueKind != JsonValueKind.Null)
        {
            AnswerIds.RequirePrompt(prompt, path, request.Prompt.Tokens);
            _hasEcho = true;
        }
    }

    private static int? Cached(JsonElement usage) =>
        usage.TryGetProperty("prompt_tokens_details", out var details) && details.ValueKind == JsonValueKind.Object
            ? AnswerField.Count(details, "cached_tokens", "usage.prompt_tokens_details.cached_tokens")
            : null;

    /// <summary>A request that was given up before anything was computed has none.</summary>
    private RoutedExperts? Experts(int completionCount) =>
        request.RoutedExperts is not { } wanted || (FinishReason == "abort" && _experts.ValueKind == JsonValueKind.Undefined) ? null
            : _experts.ValueKind == JsonValueKind.Undefined ? throw new InvalidDataException($"{Choice}.routed_experts is missing.")
            : NpyExperts.Read(_experts, $"{Choice}.routed_experts", wanted, request.Prompt.Count + completionCount);

    private string? Text(string name) => _around.TryGetValue(name, out var value) ? AnswerField.Text(value) : null;

    private JsonElement Extra() => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in _around)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }).Span);
}
