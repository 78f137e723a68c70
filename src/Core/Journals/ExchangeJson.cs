using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The small facts of an exchange as one JSON object.</summary>
internal static class ExchangeJson
{
    /// <summary>The object's canonical bytes; facts that the engine did not give are left out.</summary>
    public static byte[] Encode(TurnExchange exchange)
    {
        var facts = JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("requested_at", Text(exchange.RequestedAt));
            json.WriteString("completed_at", Text(exchange.CompletedAt));
            WriteNumber(json, "prompt_tokens", exchange.PromptTokens);
            WriteNumber(json, "cached_tokens", exchange.CachedTokens);
            WriteText(json, "weight_version", exchange.WeightVersion);
            WriteText(json, "response_id", exchange.ResponseId);
            WriteText(json, "agent", exchange.Agent);
            SessionLineJson.Write(json, exchange.Line);
            AlteredJson.Write(json, exchange.Altered);
            WriteText(json, "disagreement", exchange.Disagreement);
            WeightSpansJson.Write(json, exchange.WeightSpans);
            json.WriteEndObject();
        });
        return CanonicalJson.ToBytes(JsonElement.Parse(facts.Span));
    }

    /// <summary>The exchange of a row.</summary>
    public static TurnExchange Decode(JsonElement facts, JsonElement request, JsonElement response) => new()
    {
        RequestedAt = facts.GetProperty("requested_at").GetDateTimeOffset(),
        CompletedAt = facts.GetProperty("completed_at").GetDateTimeOffset(),
        Request = request,
        Response = response,
        PromptTokens = facts.TryGetProperty("prompt_tokens", out var prompt) ? prompt.GetInt32() : null,
        CachedTokens = facts.TryGetProperty("cached_tokens", out var cached) ? cached.GetInt32() : null,
        Agent = facts.TryGetProperty("agent", out var agent) ? agent.GetString() : null,
        Line = SessionLineJson.Read(facts),
        Altered = AlteredJson.Read(facts),
        ResponseId = facts.TryGetProperty("response_id", out var id) ? id.GetString() : null,
        WeightVersion = facts.TryGetProperty("weight_version", out var version) ? version.GetString() : null,
        WeightSpans = facts.TryGetProperty(WeightSpansJson.Name, out var spans) ? WeightSpansJson.Read(spans) : [],
        Disagreement = facts.TryGetProperty("disagreement", out var field) ? field.GetString() : null,
    };

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
