using System.Collections.Frozen;
using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>How a wire's requests, as turns keep them, say what shaped the sampling.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Member">The object that has the parameters; null where they stand beside the rest.</param>
/// <param name="Renamed">The wire's own names of parameters, each with the client's.</param>
internal sealed record SamplingForm(string? Member, FrozenDictionary<string, string> Renamed)
{
    /// <summary>The parameters by the clients' names: those of OpenAI's chat API, and of SGLang and vLLM where it has none.</summary>
    private static readonly FrozenSet<string> Parameters = FrozenSet.Create(
        StringComparer.Ordinal,
        "temperature", "top_p", "top_k", "min_p", "seed", TokenLimit.Name, LeastTokens.Name, "frequency_penalty", "presence_penalty",
        "repetition_penalty", "logit_bias", "stop", "stop_token_ids", "stop_regex", "ignore_eos", "bad_words", "allowed_token_ids",
        "response_format", "json_schema", "regex", "ebnf", "structural_tag", "structured_outputs", "custom_params");

    /// <summary>A wire that has them beside the rest, by the clients' names.</summary>
    public static SamplingForm Flat { get; } = Of(null);

    /// <summary>A form.</summary>
    /// <param name="member">The object that has the parameters; null where they stand beside the rest.</param>
    /// <param name="renamed">The wire's own names, besides the older one of the limit, each with the client's.</param>
    public static SamplingForm Of(string? member, params ReadOnlySpan<(string Wire, string Client)> renamed) => new(
        member,
        renamed.ToArray().Append((TokenLimit.OldName, TokenLimit.Name)).ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2));

    /// <summary>Writes an object of the parameters that a request had, by the clients' names, each value as it was sent.</summary>
    /// <param name="json">The place of the object.</param>
    /// <param name="request">The request as its turn keeps it.</param>
    public void Write(Utf8JsonWriter json, JsonElement request)
    {
        json.WriteStartObject();
        var written = new HashSet<string>(StringComparer.Ordinal);
        var fields = Member is null ? request
            : request.ValueKind == JsonValueKind.Object && request.TryGetProperty(Member, out var inner) ? inner
            : default;

        // Of the two names of the limit the newer one counts, wherever it stands.
        foreach (var (name, value) in Fields(fields).OrderBy(field => Renamed.ContainsKey(field.Name)))
        {
            var client = Renamed.GetValueOrDefault(name, name);
            if (Parameters.Contains(client) && value.ValueKind != JsonValueKind.Null && written.Add(client))
            {
                json.WritePropertyName(client);
                value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, JsonElement Value)> Fields(JsonElement fields) =>
        fields.ValueKind == JsonValueKind.Object ? fields.EnumerateObject().Select(field => (field.Name, field.Value)) : [];
}
