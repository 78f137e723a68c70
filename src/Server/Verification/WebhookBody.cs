using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;

namespace Tito.Server.Verification;

/// <summary>What a webhook is told of a red run: names and numbers, no text and no token of anybody's prompt.</summary>
internal static class WebhookBody
{
    private const int MaxFailures = 20;

    /// <summary>The JSON.</summary>
    public static ReadOnlyMemory<byte> Write(StoredRun stored) => JsonBytes.Write(json =>
    {
        var results = (stored.Shards ?? []).Where(shard => shard.Result is not null)
            .Select(shard => (shard.Shard, Result: shard.Result!))
            .ToList();
        json.WriteStartObject();
        json.WriteString("event", "verification.red");
        json.WriteString("run_id", stored.Run.Id);
        json.WriteString("trigger", WireName.Of(stored.Run.Trigger));
        json.WriteString("started_at", stored.Run.StartedAt);
        RunJson.WriteMembers(json, stored.Summary!);
        json.WriteStartArray("changed");
        foreach (var change in stored.Run.Changes)
        {
            json.WriteStringValue(change.Name);
        }

        json.WriteEndArray();
        json.WriteStartObject("causes");
        foreach (var cause in results.SelectMany(pair => pair.Result.Causes).GroupBy(pair => pair.Key).OrderBy(group => group.Key))
        {
            json.WriteNumber(WireName.Of(cause.Key), cause.Sum(pair => pair.Value));
        }

        json.WriteEndObject();
        json.WriteStartArray("first_failures");
        foreach (var failure in results.SelectMany(pair => pair.Result.Failures).Take(MaxFailures))
        {
            Write(json, failure);
        }

        json.WriteEndArray();
        json.WriteStartArray("set_aside");
        foreach (var (shard, _) in results.Where(pair => pair.Result.Outcome == ShardOutcome.SetAside))
        {
            json.WriteNumberValue(shard.Index);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, VerificationFailure failure)
    {
        json.WriteStartObject();
        json.WriteString("item", failure.Item);
        Write(json, "turn", failure.Turn);
        json.WriteString("what", failure.What);
        Write(json, "token_index", failure.TokenIndex);
        json.WriteString("cause", WireName.Of(failure.Cause));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
