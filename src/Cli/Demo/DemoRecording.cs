using System.Globalization;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Verification;

namespace Tito.Cli.Demo;

/// <summary>A demo's session as a recording: what went in and what was sampled. Expectations are the oracle's to add.</summary>
internal static class DemoRecording
{
    /// <summary>The file's bytes (docs/golden-trajectories.md).</summary>
    public static ReadOnlyMemory<byte> Write(DemoResult demo, Family family) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("format", GoldenTrajectory.FormatName);
        json.WriteNumber("version", GoldenTrajectory.LinearVersion);
        json.WriteString("family", family.Name);
        json.WriteString("opened_at", demo.OpenedAt.ToString("O", CultureInfo.InvariantCulture));
        json.WriteStartArray("turns");
        foreach (var turn in demo.Turns)
        {
            json.WriteStartObject();
            json.WritePropertyName("request");
            json.WriteRawValue(turn.Step.Body);
            json.WriteStartObject("completion");
            WriteCompletion(json, turn);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }, ReadableJson.Indented);

    private static void WriteCompletion(Utf8JsonWriter json, DemoTurn turn)
    {
        var choice = turn.Response.GetProperty("choices")[0];
        var meta = choice.GetProperty("meta_info");
        var triples = meta.GetProperty("output_token_logprobs");
        json.WriteStartArray("ids");
        foreach (var triple in triples.EnumerateArray())
        {
            triple[1].WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteStartArray("logprobs");
        foreach (var triple in triples.EnumerateArray())
        {
            triple[0].WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteString("finish_reason", turn.FinishReason);
        json.WritePropertyName("message");
        choice.GetProperty("message").WriteTo(json);
        if (meta.TryGetProperty("weight_version", out var version))
        {
            json.WritePropertyName("weight_version");
            version.WriteTo(json);
        }
    }
}
