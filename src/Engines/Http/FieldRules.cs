using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>
/// What a wire that takes token ids alone does with the sampling fields of OpenAI's chat API and the extensions of SGLang and vLLM. A field
/// without a rule is refused by its name: nothing that a client asks for is dropped in silence.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class FieldRules
{
    // Fields about the face, the client's bookkeeping, or texts that no completion is made of here; and what each wire sets itself.
    private static readonly ImmutableArray<string> Elsewhere =
    [
        "model", "stream", "stream_options", "logprobs", "parallel_tool_calls", "user", "metadata", "store", "service_tier",
        "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "modalities", "return_meta_info", "return_prompt_token_ids",
        "return_token_ids", "return_tokens_as_token_ids", "return_routed_experts", "routed_experts_start_len", "return_logprob",
        "return_cached_tokens_details", "no_stop_trim", "skip_special_tokens", "spaces_between_special_tokens",
        "include_stop_str_in_output", "separate_reasoning", "stream_reasoning", "include_reasoning", "rid", "request_id", "session_id",
        "routing_key", TokenLimit.Name, TokenLimit.OldName,
    ];

    private static readonly FrozenDictionary<string, FieldRule> OneCompletion = new Dictionary<string, FieldRule>
    {
        ["n"] = Only("asks for several completions, and a turn is one.", IsOne),
        ["best_of"] = Only("asks for several completions, and a turn is one.", IsOne),
        ["echo"] = Only("asks for the prompt, which the session has.", IsOff),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, FieldRule> _rules;

    /// <summary>The rules that all wires share, and some more.</summary>
    /// <param name="rules">Those of the wire, which come before the shared ones.</param>
    public FieldRules(params IEnumerable<KeyValuePair<string, FieldRule>> rules)
    {
        var all = new Dictionary<string, FieldRule>(OneCompletion, StringComparer.Ordinal)
        {
            ["top_logprobs"] = Only("asks for tokens that were not sampled, which a session does not keep.", IsOff),
            ["prompt_logprobs"] = Only("asks for the prompt's logprobs, which a session does not keep.", IsOff),
            ["tool_choice"] = Only("forces a tool call, which this wire cannot: it takes token ids alone.", IsFree),
        };
        foreach (var name in Elsewhere)
        {
            all[name] = (_, _, _) => { };
        }

        foreach (var (name, rule) in rules)
        {
            all[name] = rule;
        }

        _rules = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Fields of the sampling that the wire names as the client does.</summary>
    public static IEnumerable<KeyValuePair<string, FieldRule>> Same(params IEnumerable<string> names) =>
        names.Select(name => As(name, name));

    /// <summary>Fields beside the sampling that the wire names as the client does.</summary>
    public static IEnumerable<KeyValuePair<string, FieldRule>> Beside(params IEnumerable<string> names) =>
        names.Select(name => Rule(name, (field, _, request) => request.Add(field, name)));

    /// <summary>A field of the sampling that the wire names in its own way.</summary>
    public static KeyValuePair<string, FieldRule> As(string name, string engineName) =>
        Rule(name, (field, sampling, _) => sampling.Add(field, engineName));

    /// <summary>A field with a rule of its own.</summary>
    public static KeyValuePair<string, FieldRule> Rule(string name, FieldRule rule) => new(name, rule);

    /// <summary>Hands each of the client's fields to its rule. A null says nothing.</summary>
    /// <param name="fields">The client's fields, an object.</param>
    /// <param name="sampling">Takes what shapes the sampling.</param>
    /// <param name="request">Takes what stands beside it.</param>
    /// <exception cref="UnservedFieldException">A field has no rule, or its rule refuses it.</exception>
    public void Apply(JsonElement fields, EngineFields sampling, EngineFields request)
    {
        foreach (var field in fields.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            var rule = _rules.GetValueOrDefault(field.Name)
                ?? throw new UnservedFieldException(field.Name, "has no counterpart on the engine's wire. Leave it out.");
            rule(field, sampling, request);
        }
    }

    /// <summary>Refuses fields that ask for anything but one completion, for a wire that takes all others as they are.</summary>
    /// <param name="fields">The client's fields, an object.</param>
    /// <exception cref="UnservedFieldException">There is such a field.</exception>
    public static void RequireOneCompletion(JsonElement fields)
    {
        foreach (var field in fields.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            OneCompletion.GetValueOrDefault(field.Name)?.Invoke(field, new(), new());
        }
    }

    /// <summary>Refuses a field whose completion would be another one; elsewhere it says nothing that an engine has to know.</summary>
    public static FieldRule Only(string reason, Func<JsonElement, bool> isHarmless) => (field, _, _) =>
    {
        if (!isHarmless(field.Value))
        {
            throw new UnservedFieldException(field.Name, reason);
        }
    };

    private static bool IsOne(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count == 1;

    private static bool IsOff(JsonElement value) => value.ValueKind == JsonValueKind.False
        || (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count == 0);

    private static bool IsFree(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && (value.ValueEquals("auto"u8) || value.ValueEquals("none"u8));
}
