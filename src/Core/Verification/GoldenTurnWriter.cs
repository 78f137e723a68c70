using System.Globalization;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Writes the turns of a recording.</summary>
internal static class GoldenTurnWriter
{
    /// <summary>A turn as one line of JSON, after the line feed that begins it.</summary>
    public static byte[] Line(Turn turn)
    {
        var line = JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            if (turn.Content.DigestVersion != TurnDigestVersion.One)
            {
                // A file of a session of an earlier release has the bytes that this release wrote.
                json.WriteString("digest_version", WireName.Of(turn.Content.DigestVersion));
            }

            WriteRequest(json, turn);
            WriteCompletion(json, turn);
            WriteRecord(json, turn);
            json.WriteEndObject();
        });
        return [.. "\n"u8, .. line.Span];
    }

    /// <summary>
    /// The path in its stored spelling, then what the client appended: positioning finds the parent by it, whatever the matcher.
    /// </summary>
    private static void WriteRequest(Utf8JsonWriter json, Turn turn)
    {
        var request = turn.Content.Exchange.Request;
        if (request.TryGetProperty("messages", out _))
        {
            throw new GoldenFormatException($"turns[{turn.Sequence}].request", "the stored request has messages beside the turn's own.");
        }

        json.WriteStartObject("request");
        json.WriteStartArray("messages");
        foreach (var message in (turn.Parent?.Messages ?? []).AddRange(turn.Content.Appended))
        {
            WriteJson(json, message.Json);
        }

        json.WriteEndArray();
        RecordedRequest.WriteOthers(json, request, turn.Content.Inputs);
        json.WriteEndObject();
    }

    private static void WriteCompletion(Utf8JsonWriter json, Turn turn)
    {
        var content = turn.Content;
        json.WriteStartObject("completion");
        WriteIds(json, "ids", content.Completion);
        json.WriteStartArray("logprobs");
        foreach (var logprob in content.Completion.Logprobs)
        {
            // The double that equals the float: its decimal text is read back without a second rounding.
            json.WriteNumberValue(float.IsFinite(logprob)
                ? (double)logprob
                : throw new GoldenFormatException($"turns[{turn.Sequence}].completion.logprobs", $"{logprob} is not a number of JSON."));
        }

        json.WriteEndArray();
        json.WriteString("finish_reason", content.FinishReason);
        json.WritePropertyName("message");
        WriteJson(json, content.Assistant.Json);
        if (content.Exchange.WeightVersion is { } version)
        {
            json.WriteString("weight_version", version);
        }

        WeightSpansJson.Write(json, content.Exchange.WeightSpans);

        if (content.RoutedExperts is { } experts)
        {
            json.WriteStartObject("routed_experts");
            json.WriteNumber("first_row", experts.StartRow);
            json.WriteNumber("layers", experts.Layers);
            json.WriteNumber("top_k", experts.TopK);

            // Not WriteBase64String, which takes no more than 125 MB.
            json.WritePropertyName("ids");
            json.WriteRawValue(Encoding.ASCII.GetBytes($"\"{Convert.ToBase64String(experts.Bytes.Span)}\""), skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, Turn turn)
    {
        var exchange = turn.Content.Exchange;
        json.WriteStartObject("recorded");
        json.WriteNumber("parent", turn.Parent?.Sequence ?? -1);
        json.WriteNumber("replaced_count", turn.Content.ReplacedCount);
        json.WriteStartArray("prompt");
        foreach (var segment in turn.Content.PromptSegments)
        {
            json.WriteStartObject();
            json.WriteString("origin", WireName.Of(segment.Origin));
            WriteIds(json, "ids", segment);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteText(json, "engine", exchange.Engine);
        WriteText(json, "agent", exchange.Agent);
        SessionLineJson.Write(json, exchange.Line);
        AlteredJson.Write(json, exchange.Altered);
        WriteText(json, "response_id", exchange.Engine is null ? null : exchange.ResponseId);
        WriteCount(json, "stop_token", turn.Content.Stop?.TokenId);
        WriteText(json, "stop_text", turn.Content.Stop?.Text);
        WriteText(json, "disagreement", exchange.Disagreement);
        WriteText(json, "end", turn.Content.End is { } end ? WireName.Of(end.Kind) : null);
        WriteCount(json, "tokens_after_stop", turn.Content.End is { ExtraCount: > 0 and var extra } ? extra : null);
        WriteTime(json, "requested_at", exchange.RequestedAt);
        WriteTime(json, "completed_at", exchange.CompletedAt);
        WriteCount(json, "prompt_tokens", exchange.PromptTokens);
        WriteCount(json, "cached_tokens", exchange.CachedTokens);
        json.WritePropertyName("response");
        WriteJson(json, exchange.Response);
        json.WriteString("digest", turn.Digest.ToString());
        json.WriteEndObject();
    }

    private static void WriteIds(Utf8JsonWriter json, string name, TokenSegment segment)
    {
        json.WriteStartArray(name);
        foreach (var id in segment.Ids)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.ToString("O", CultureInfo.InvariantCulture));

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteCount(Utf8JsonWriter json, string name, int? count)
    {
        if (count is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>As the journal and the digest have it: the text of numbers is kept.</summary>
    private static void WriteJson(Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(CanonicalJson.ToBytes(value), skipInputValidation: true);
}
