using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Cli.Demo;

/// <summary>A demo as JSON.</summary>
internal static class DemoJson
{
    /// <summary>One document.</summary>
    public static string Write(DemoResult demo) => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("session_id", demo.SessionId);
        json.WriteStartArray("turns");
        foreach (var (index, turn) in demo.Turns.Index())
        {
            WriteTurn(json, index, turn);
        }

        json.WriteEndArray();
        json.WriteString("digest", demo.Digest);
        json.WriteStartObject("sample");
        json.WriteNumber("tokens", demo.Sample.TokenCount);
        json.WriteNumber("response_tokens", demo.Sample.ResponseCount);
        json.WriteNumber("trained_tokens", demo.Sample.TrainedCount);
        json.WriteString("status", demo.Sample.Status);
        json.WriteEndObject();
        json.WriteStartArray("checks");
        foreach (var check in demo.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteBoolean("held", check.Held);
            json.WriteString("detail", check.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("ok", demo.Checks.All(check => check.Held));
        json.WriteEndObject();
    }, ReadableJson.Indented);

    private static void WriteTurn(Utf8JsonWriter json, int index, DemoTurn turn)
    {
        json.WriteStartObject();
        json.WriteNumber("turn", index);
        json.WriteString("title", turn.Step.Title);
        json.WriteBoolean("rolls_back", turn.Step.RollsBack);
        json.WriteNumber("prefix_tokens", turn.PrefixCount);
        foreach (var origin in Enum.GetValues<TokenOrigin>())
        {
            json.WriteNumber($"{WireName.Of(origin)}_tokens", turn.Count(origin));
        }

        json.WriteString("finish_reason", turn.FinishReason);
        json.WriteString("digest", turn.Digest);
        json.WriteEndObject();
    }
}
