using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>A shard and its result as JSON: what the store holds, and what the server answers.</summary>
public static class ShardJson
{
    /// <summary>Writes the members of a shard.</summary>
    /// <param name="json">An object that is open.</param>
    /// <param name="shard">The shard.</param>
    public static void WriteMembers(Utf8JsonWriter json, VerificationShard shard)
    {
        json.WriteNumber("index", shard.Index);
        json.WriteString("kind", WireName.Of(shard.Kind));
        json.WriteString("engine", shard.Engine);
        WriteTexts(json, "items", shard.Items);
    }

    /// <summary>Writes the members of a result.</summary>
    /// <param name="json">An object that is open.</param>
    /// <param name="result">The result.</param>
    public static void WriteMembers(Utf8JsonWriter json, ShardResult result)
    {
        json.WriteString("outcome", WireName.Of(result.Outcome));
        json.WriteString("reason", result.Reason);
        json.WriteNumber("checked", result.Checked);
        json.WriteNumber("failure_count", result.FailureCount);
        json.WriteStartArray("failures");
        foreach (var failure in result.Failures)
        {
            Write(json, failure);
        }

        json.WriteEndArray();
        json.WriteStartObject("causes");
        foreach (var (cause, count) in result.Causes)
        {
            json.WriteNumber(WireName.Of(cause), count);
        }

        json.WriteEndObject();
        WriteTexts(json, "notes", result.Notes);
        json.WriteNumberOrNull("largest_logprob_difference", result.LargestLogprobDifference);
        json.WriteString("finished_at", result.FinishedAt);
        json.WriteNumber("duration_ms", (long)result.Duration.TotalMilliseconds);
    }

    /// <summary>Writes a failure.</summary>
    /// <param name="json">Takes an object.</param>
    /// <param name="failure">The failure.</param>
    public static void Write(Utf8JsonWriter json, VerificationFailure failure)
    {
        json.WriteStartObject();
        json.WriteString("item", failure.Item);
        json.WriteNumberOrNull("turn", failure.Turn);
        json.WriteString("what", failure.What);
        json.WriteNumberOrNull("token_index", failure.TokenIndex);
        Write(json, "expected", failure.Expected);
        Write(json, "found", failure.Found);
        json.WriteString("cause", WireName.Of(failure.Cause));
        json.WriteString("detail", failure.Detail);
        json.WriteEndObject();
    }

    internal static VerificationShard ReadShard(JsonPlace place) => new(
        place["index"].Count(),
        place["kind"].Word<ShardKind>(),
        place["engine"].Present?.Text(),
        [.. place["items"].Items().Select(item => item.Text())]);

    internal static ShardResult ReadResult(JsonPlace place) => new()
    {
        Outcome = place["outcome"].Word<ShardOutcome>(),
        Reason = place["reason"].Present?.Text(),
        Checked = place["checked"].Count(),
        FailureCount = place["failure_count"].Count(),
        Failures = [.. place["failures"].Items().Select(ReadFailure)],
        Causes = place["causes"].Found is { } causes ? ReadCauses(causes) : CausesOf(place["failures"]),
        Notes = [.. place["notes"].Items().Select(note => note.Text())],
        LargestLogprobDifference = place["largest_logprob_difference"].Present?.Json.GetDouble(),
        FinishedAt = place["finished_at"].Time(),
        Duration = TimeSpan.FromMilliseconds(place["duration_ms"].Json.GetInt64()),
    };

    private static ImmutableSortedDictionary<LikelyCause, int> ReadCauses(JsonPlace causes) =>
        causes.Object().Json.EnumerateObject().ToImmutableSortedDictionary(
            count => WireName.Find<LikelyCause>(count.Name) ?? throw causes[count.Name].Refusal("is no cause."),
            count => causes[count.Name].Count());

    /// <summary>Of a result of an earlier build, which counted no causes, those of the failures that it kept.</summary>
    private static ImmutableSortedDictionary<LikelyCause, int> CausesOf(JsonPlace failures) =>
        failures.Items().CountBy(failure => failure["cause"].Word<LikelyCause>()).ToImmutableSortedDictionary();

    private static VerificationFailure ReadFailure(JsonPlace place) => new()
    {
        Item = place["item"].Text(),
        Turn = place["turn"].Present?.Count(),
        What = place["what"].Text(),
        TokenIndex = place["token_index"].Present?.Count(),
        Expected = ReadToken(place["expected"].Present),
        Found = ReadToken(place["found"].Present),
        Cause = place["cause"].Word<LikelyCause>(),
        Detail = place["detail"].Text(),
    };

    private static FailureToken? ReadToken(JsonPlace? place) => place is { } token ? new(token["id"].Int32(), token["text"].Text()) : null;

    private static void Write(Utf8JsonWriter json, string name, FailureToken? token)
    {
        if (token is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("id", token.Id);
        json.WriteString("text", token.Text);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
