using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Runs;

namespace Tito.Server.Wire;

/// <summary>Verification runs in answers: what is stored, under the same names, and how far the run is.</summary>
internal static class VerificationJson
{
    /// <summary>Writes a run with its shards.</summary>
    public static void Write(Utf8JsonWriter json, StoredRun stored)
    {
        json.WriteStartObject();
        RunJson.WriteMembers(json, stored.Run);
        WriteState(json, stored.Shards is not null, stored.Summary);
        json.WritePropertyName("webhook");
        if (stored.Notice is { } notice)
        {
            RunJson.Write(json, notice);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray("results");
        foreach (var (shard, result) in stored.Shards ?? [])
        {
            json.WriteStartObject();
            ShardJson.WriteMembers(json, shard);
            if (result is not null)
            {
                ShardJson.WriteMembers(json, result);
            }
            else
            {
                json.WriteNull("outcome");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a run as a list has it.</summary>
    /// <param name="json">Takes an object.</param>
    /// <param name="runId">The run.</param>
    /// <param name="listed">What is known of it.</param>
    public static void WriteListed(Utf8JsonWriter json, string runId, ListedRun listed)
    {
        json.WriteStartObject();
        json.WriteString("run_id", runId);
        switch (listed)
        {
            case ListedRun.Readable(var run, var state):
                json.WriteString("trigger", WireName.Of(run.Trigger));
                json.WriteString("started_at", run.StartedAt);
                WriteState(json, state.ShardCount is not null, state.Summary);
                break;
            case ListedRun.Damaged(var reason):
                json.WriteString("state", "damaged");
                json.WriteString("damage", reason);
                json.WriteNull("verdict");
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, bool isPlanned, RunSummary? summary)
    {
        json.WriteString("state", summary is not null ? "closed" : isPlanned ? "open" : "planning");
        if (summary is not null)
        {
            RunJson.WriteMembers(json, summary);
        }
        else
        {
            json.WriteNull("verdict");
        }
    }
}
