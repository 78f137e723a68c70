using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tito.Core.Verification;

namespace Tito.Tests.Golden.Trajectories;

public sealed class ReplayTests
{
    private static readonly byte[] Weather = TrajectoryCorpus.Read("100-weather-and-shell.json");

    /// <summary>Every 23rd id of every turn, and its last: all of them would take a minute and show nothing else.</summary>
    public static TheoryData<string, string, int, int> ChangedIds =>
    [
        .. from place in new[] { (Part: "completion", List: "ids"), (Part: "expected", List: "token_ids") }
           from turn in JsonNode.Parse(Weather)!["turns"]!.AsArray().Index()
           let count = turn.Item![place.Part]![place.List]!.AsArray().Count
           from index in Enumerable.Range(0, (count + 22) / 23).Select(step => step * 23).Append(count - 1).Distinct()
           select (place.Part, place.List, turn.Index, index),
    ];

    public static TheoryData<string> Files => [.. TrajectoryCorpus.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Replay_OfAGoldenTrajectory_MatchesTheOracleInEveryTurn(string name)
    {
        var matched = Assert.IsType<ReplayOutcome.Matched>(TrajectoryCorpus.Replay(TrajectoryCorpus.Read(name)));
        Assert.True(matched.TurnCount > 0);
    }

    [Theory]
    [MemberData(nameof(ChangedIds))]
    public void Replay_AfterAnyOneIdIsChanged_NamesTurnIndexAndBothTokens(string part, string list, int turn, int index)
    {
        var (changed, from, to) = ChangeOne(Weather, turn, part, list, index);

        var differs = Assert.IsType<ReplayOutcome.Differs>(TrajectoryCorpus.Replay(changed));

        var prompt = JsonNode.Parse(Weather)!["turns"]![turn]!["expected"]!["prompt_count"]!.GetValue<int>();
        Assert.Equal((turn, "tokens"), (differs.TurnIndex, differs.What));
        Assert.Contains($"token {(part == "completion" ? prompt + index : index)}:", differs.Detail, StringComparison.Ordinal);
        Assert.Contains(TrajectoryCorpus.Model.Renderer.Describe(from), differs.Detail, StringComparison.Ordinal);
        Assert.Contains(TrajectoryCorpus.Model.Renderer.Describe(to), differs.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_AfterALogprobIsChanged_NamesTheDigest()
    {
        var root = JsonNode.Parse(TrajectoryCorpus.Read("100-weather-and-shell.json"))!;
        root["turns"]![3]!["completion"]!["logprobs"]![5] = -9.75;

        var differs = Assert.IsType<ReplayOutcome.Differs>(TrajectoryCorpus.Replay(Encoding.UTF8.GetBytes(root.ToJsonString())));

        Assert.Equal((3, "digest"), (differs.TurnIndex, differs.What));
    }

    [Fact]
    public void Replay_AfterTheExpectedVerdictIsChanged_NamesTheComparator()
    {
        var root = JsonNode.Parse(TrajectoryCorpus.Read("100-weather-and-shell.json"))!;
        root["expected"]!["mismatches"] = new JsonArray("special_token_type");

        var differs = Assert.IsType<ReplayOutcome.Differs>(TrajectoryCorpus.Replay(Encoding.UTF8.GetBytes(root.ToJsonString())));

        Assert.Equal("comparator", differs.What);
    }

    [Fact]
    public void Replay_BehindACutOffTurnWithoutTheSessionsLeave_IsRefused()
    {
        var root = JsonNode.Parse(TrajectoryCorpus.Read("200-cut-off.json"))!;
        root["close_truncated"] = false;

        var differs = Assert.IsType<ReplayOutcome.Differs>(TrajectoryCorpus.Replay(Encoding.UTF8.GetBytes(root.ToJsonString())));

        Assert.Equal((1, "history"), (differs.TurnIndex, differs.What));
    }

    /// <summary>The file with one id replaced by its neighbour in the vocabulary.</summary>
    private static (byte[] Utf8, int From, int To) ChangeOne(byte[] golden, int turn, string part, string list, int index)
    {
        var root = JsonNode.Parse(golden)!;
        var ids = root["turns"]![turn]![part]![list]!.AsArray();
        var from = ids[index]!.GetValue<int>();
        var to = from == 0 ? 1 : from - 1;
        ids[index] = JsonNode.Parse(to.ToString(CultureInfo.InvariantCulture));
        return (Encoding.UTF8.GetBytes(root.ToJsonString()), from, to);
    }
}
