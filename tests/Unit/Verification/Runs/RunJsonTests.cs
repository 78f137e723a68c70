using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>Runs, shards and notices as JSON, in the words of docs/nightly.md: written so, and read back as they were.</summary>
public sealed class RunJsonTests
{
    private const string Run =
        """{"run_id":"20261129T020000000Z-a","trigger":"command","key":"k","started_at":"2026-11-29T02:00:00+01:00","baseline":"b","changes":[{"name":"n","before":"1","now":null},{"name":"m","before":null,"now":"2"}],"fingerprints":{"x":"3","y":"4"}}""";

    private const string Bare =
        """{"run_id":"r","trigger":"nightly","key":null,"started_at":"2026-11-29T02:00:00+00:00","baseline":null,"changes":[],"fingerprints":{}}""";

    private const string Summary =
        """{"verdict":"red","closed_at":"2026-11-29T03:00:00+00:00","shards":{"count":10,"green":4,"red":3,"not_served":2,"set_aside":1},"checked":50,"failures":6,"largest_logprob_difference":0.25}""";

    private const string Result =
        """{"outcome":"not_served","reason":"why","checked":9,"failure_count":8,"failures":[{"item":"i","turn":3,"what":"tokens","token_index":5,"expected":{"id":6,"text":"e"},"found":{"id":7,"text":"f"},"cause":"weight_changed","detail":"d"},{"item":"j","turn":null,"what":"file","token_index":null,"expected":null,"found":null,"cause":"unknown","detail":"gone"}],"causes":{"unknown":3,"weight_changed":5},"notes":["one","two"],"largest_logprob_difference":0.5,"finished_at":"2026-11-29T04:00:00+00:00","duration_ms":1500}""";

    private const string NoResult =
        """{"outcome":"green","reason":null,"checked":0,"failure_count":0,"failures":[],"causes":{},"notes":[],"largest_logprob_difference":null,"finished_at":"2026-11-29T04:00:00+00:00","duration_ms":0}""";

    [Fact]
    public void ReadRun_OfAll_HasIt()
    {
        var run = RunJson.ReadRun(Place(Run));

        Assert.Equal(("20261129T020000000Z-a", VerificationTrigger.Command, "k", "b"), (run.Id, run.Trigger, run.Key, run.Baseline));
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 1, 0, 0, TimeSpan.Zero), run.StartedAt);
        Assert.Equal([new("n", "1", null), new("m", null, "2")], run.Changes);
        Assert.Equal([new("x", "3"), new("y", "4")], run.Fingerprints);
        Assert.Equal((null, null), (RunJson.ReadRun(Place(Bare)).Key, RunJson.ReadRun(Place(Bare)).Baseline));
    }

    [Fact]
    public void ReadSummary_OfAll_HasIt()
    {
        var summary = RunJson.ReadSummary(Place(Summary));

        Assert.Equal((10, 4, 3, 2, 1), (summary.ShardCount, summary.Green, summary.Red, summary.NotServed, summary.SetAside));
        Assert.Equal((50, 6, 0.25), (summary.Checked, summary.Failures, summary.LargestLogprobDifference));
        Assert.Equal((new DateTimeOffset(2026, 11, 29, 3, 0, 0, TimeSpan.Zero), "red"), (summary.ClosedAt, summary.Verdict));
        Assert.Null(RunJson.ReadSummary(Place(Summary.Replace("0.25", "null", StringComparison.Ordinal))).LargestLogprobDifference);
    }

    [Fact]
    public void ReadResult_OfAll_HasIt()
    {
        var result = ShardJson.ReadResult(Place(Result));

        Assert.Equal((ShardOutcome.NotServed, "why", 9, 8, 0.5), (result.Outcome, result.Reason, result.Checked, result.FailureCount, result.LargestLogprobDifference));
        Assert.Equal((new DateTimeOffset(2026, 11, 29, 4, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(1.5)), (result.FinishedAt, result.Duration));
        Assert.Equal(["one", "two"], result.Notes);
        Assert.Equal(
            [
                new()
                {
                    Item = "i", Turn = 3, What = "tokens", TokenIndex = 5, Expected = new(6, "e"), Found = new(7, "f"),
                    Cause = LikelyCause.WeightChanged, Detail = "d",
                },
                new() { Item = "j", What = "file", Cause = LikelyCause.Unknown, Detail = "gone" },
            ],
            result.Failures);
        Assert.Equal((null, null), (ShardJson.ReadResult(Place(NoResult)).Reason, ShardJson.ReadResult(Place(NoResult)).LargestLogprobDifference));
    }

    /// <summary>An earlier build counted no causes: those of the failures that it kept are known.</summary>
    [Fact]
    public void ReadResult_OfAnEarlierBuild_CountsTheCausesThatItKept()
    {
        var counted = ShardJson.ReadResult(Place(Result)).Causes;
        var kept = ShardJson.ReadResult(Place(Result.Replace("\"causes\":{\"unknown\":3,\"weight_changed\":5},", "", StringComparison.Ordinal))).Causes;

        Assert.Equal([(LikelyCause.Unknown, 3), (LikelyCause.WeightChanged, 5)], counted.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([(LikelyCause.Unknown, 1), (LikelyCause.WeightChanged, 1)], kept.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(
            "row.causes.weather: is no cause.",
            Assert.Throws<VerificationCorruptException>(
                () => ShardJson.ReadResult(Place(Result.Replace("\"unknown\":3", "\"weather\":3", StringComparison.Ordinal)))).Message);
    }

    [Fact]
    public void ReadShard_OfAll_HasIt()
    {
        var shard = ShardJson.ReadShard(Place("""{"index":3,"kind":"scoring","engine":"e","items":["a","b"]}"""));

        Assert.Equal((3, ShardKind.Scoring, "e"), (shard.Index, shard.Kind, shard.Engine));
        Assert.Equal(["a", "b"], shard.Items);
    }

    [Theory]
    [InlineData(Run)]
    [InlineData(Bare)]
    public void WriteMembers_OfARun_IsWhatWasRead(string json) => Same(json, writer => RunJson.WriteMembers(writer, RunJson.ReadRun(Place(json))));

    [Fact]
    public void WriteMembers_OfASummary_IsWhatWasRead()
    {
        Same(Summary, writer => RunJson.WriteMembers(writer, RunJson.ReadSummary(Place(Summary))));
        var green = Summary.Replace("\"red\":3", "\"red\":0", StringComparison.Ordinal).Replace("\"set_aside\":1", "\"set_aside\":0", StringComparison.Ordinal)
            .Replace("0.25", "null", StringComparison.Ordinal).Replace("\"verdict\":\"red\"", "\"verdict\":\"green\"", StringComparison.Ordinal);
        Same(green, writer => RunJson.WriteMembers(writer, RunJson.ReadSummary(Place(green))));
    }

    [Theory]
    [InlineData(Result)]
    [InlineData(NoResult)]
    public void WriteMembers_OfAResult_IsWhatWasRead(string json) =>
        Same(json, writer => ShardJson.WriteMembers(writer, ShardJson.ReadResult(Place(json))));

    [Theory]
    [InlineData("""{"index":3,"kind":"greedy","engine":"e","items":["a","b"]}""")]
    [InlineData("""{"index":0,"kind":"sessions","engine":null,"items":[]}""")]
    public void WriteMembers_OfAShard_IsWhatWasRead(string json) =>
        Same(json, writer => ShardJson.WriteMembers(writer, ShardJson.ReadShard(Place(json))));

    [Theory]
    [InlineData("""{"delivered":true,"attempts":2,"detail":"status 200"}""", true, 2, "status 200")]
    [InlineData("""{"delivered":false,"attempts":1,"detail":"no answer"}""", false, 1, "no answer")]
    public void Write_OfANotice_IsWhatWasRead(string json, bool delivered, int attempts, string detail)
    {
        var notice = RunJson.ReadNotice(Place(json));

        Assert.Equal(new(delivered, attempts, detail), notice);
        Assert.Equal(json, JsonBytes.Text(writer => RunJson.Write(writer, notice)));
    }

    /// <summary>A run is red by what failed, and by what could not be looked at.</summary>
    [Theory]
    [InlineData(0, 0, "green")]
    [InlineData(1, 0, "red")]
    [InlineData(0, 1, "red")]
    public void Verdict_OfASummary_IsOfFailuresAndOfWhatWasSetAside(int red, int setAside, string verdict) =>
        Assert.Equal(verdict, (RunJson.ReadSummary(Place(Summary)) with { Red = red, SetAside = setAside }).Verdict);

    [Fact]
    public void Verdict_OfARunOverNothing_IsRed() => Assert.Equal("red", RunSummary.Of([], DateTimeOffset.UnixEpoch).Verdict);

    [Fact]
    public void Of_Results_CountsThemByTheirOutcome()
    {
        ShardResult Of(ShardOutcome outcome, int count, double? largest = null) =>
            new() { Outcome = outcome, FinishedAt = default, Checked = 10 * count, FailureCount = count, LargestLogprobDifference = largest };

        var summary = RunSummary.Of(
            [
                Of(ShardOutcome.Green, 1, 0.5), Of(ShardOutcome.Green, 2), Of(ShardOutcome.Green, 3, 0.25), Of(ShardOutcome.Green, 4),
                Of(ShardOutcome.Red, 5), Of(ShardOutcome.Red, 6), Of(ShardOutcome.Red, 7),
                Of(ShardOutcome.NotServed, 8), Of(ShardOutcome.NotServed, 9), Of(ShardOutcome.SetAside, 10),
            ],
            DateTimeOffset.UnixEpoch);

        Assert.Equal((10, 4, 3, 2, 1), (summary.ShardCount, summary.Green, summary.Red, summary.NotServed, summary.SetAside));
        Assert.Equal((550, 55, 0.5, DateTimeOffset.UnixEpoch), (summary.Checked, summary.Failures, summary.LargestLogprobDifference, summary.ClosedAt));
    }

    private static JsonPlace Place(string json) =>
        new(JsonElement.Parse(json), "row", (place, reason, cause) => new VerificationCorruptException(place, reason, cause));

    private static void Same(string json, Action<Utf8JsonWriter> members) => Assert.Equal(
        json,
        JsonBytes.Text(writer =>
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }));
}
