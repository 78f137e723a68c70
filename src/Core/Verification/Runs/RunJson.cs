using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.Runs;

/// <summary>A run, its closing and its notice as JSON: what the store holds, and what the server answers.</summary>
public static class RunJson
{
    /// <summary>Writes the members of a run.</summary>
    /// <param name="json">An object that is open.</param>
    /// <param name="run">The run.</param>
    public static void WriteMembers(Utf8JsonWriter json, VerificationRun run)
    {
        json.WriteString("run_id", run.Id);
        json.WriteString("trigger", WireName.Of(run.Trigger));
        json.WriteString("key", run.Key);
        json.WriteString("started_at", run.StartedAt);
        json.WriteString("baseline", run.Baseline);
        json.WriteStartArray("changes");
        foreach (var (name, before, now) in run.Changes)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("before", before);
            json.WriteString("now", now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("fingerprints");
        foreach (var (name, value) in run.Fingerprints)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the members of a summary.</summary>
    /// <param name="json">An object that is open.</param>
    /// <param name="summary">The summary.</param>
    public static void WriteMembers(Utf8JsonWriter json, RunSummary summary)
    {
        json.WriteString("verdict", summary.Verdict);
        json.WriteString("closed_at", summary.ClosedAt);
        json.WriteStartObject("shards");
        json.WriteNumber("count", summary.ShardCount);
        json.WriteNumber("green", summary.Green);
        json.WriteNumber("red", summary.Red);
        json.WriteNumber("not_served", summary.NotServed);
        json.WriteNumber("set_aside", summary.SetAside);
        json.WriteEndObject();
        json.WriteNumber("checked", summary.Checked);
        json.WriteNumber("failures", summary.Failures);
        json.WriteNumberOrNull("largest_logprob_difference", summary.LargestLogprobDifference);
    }

    /// <summary>Writes what became of a notice.</summary>
    /// <param name="json">Takes an object.</param>
    /// <param name="notice">The outcome.</param>
    public static void Write(Utf8JsonWriter json, NoticeOutcome notice)
    {
        json.WriteStartObject();
        json.WriteBoolean("delivered", notice.Delivered);
        json.WriteNumber("attempts", notice.Attempts);
        json.WriteString("detail", notice.Detail);
        json.WriteEndObject();
    }

    internal static VerificationRun ReadRun(JsonPlace place) => new()
    {
        Id = place["run_id"].Text(),
        Trigger = place["trigger"].Word<VerificationTrigger>(),
        Key = place["key"].Present?.Text(),
        StartedAt = place["started_at"].Time(),
        Baseline = place["baseline"].Present?.Text(),
        Changes =
        [
            .. place["changes"].Items().Select(change =>
                new FingerprintChange(change["name"].Text(), change["before"].Present?.Text(), change["now"].Present?.Text())),
        ],
        Fingerprints = ReadPrints(place["fingerprints"].Object()),
    };

    internal static RunSummary ReadSummary(JsonPlace place) => new()
    {
        ClosedAt = place["closed_at"].Time(),
        ShardCount = place["shards"]["count"].Count(),
        Green = place["shards"]["green"].Count(),
        Red = place["shards"]["red"].Count(),
        NotServed = place["shards"]["not_served"].Count(),
        SetAside = place["shards"]["set_aside"].Count(),
        Checked = place["checked"].Count(),
        Failures = place["failures"].Count(),
        LargestLogprobDifference = place["largest_logprob_difference"].Present?.Json.GetDouble(),
    };

    internal static NoticeOutcome ReadNotice(JsonPlace place) =>
        new(place["delivered"].Flag(), place["attempts"].Count(), place["detail"].Text());

    private static ImmutableArray<Fingerprint> ReadPrints(JsonPlace prints) =>
        [.. prints.Json.EnumerateObject().Select(print => new Fingerprint(print.Name, prints[print.Name].Text()))];
}
