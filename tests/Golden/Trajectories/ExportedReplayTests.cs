using System.Text;
using System.Text.Json.Nodes;
using Tito.Core.Verification;

namespace Tito.Tests.Golden.Trajectories;

/// <summary>Exported sessions: what their records and settings mean to a replay.</summary>
public sealed class ExportedReplayTests
{
    private const string Race = "350-exported-race.json";
    private const string Tree = "300-exported-tree.json";
    private const string Loose = "340-exported-loose.json";

    [Fact]
    public void Replay_OfARaceWithoutItsRecords_FindsTheParentThatItsMessagesTell() => Differs(Race, 2, "parent", "expected turn 0, found 1.", WithoutRecords);

    [Theory]
    [InlineData(1, "expected turn 0, found 1.")]
    [InlineData(-1, "expected turn 0, found none.")]
    public void Replay_WhenARecordNamesAnotherTurnThatItCouldContinue_HoldsItAgainstTheOracle(int parent, string detail) =>
        Differs(Race, 2, "parent", detail, file => file["turns"]![2]!["recorded"]!["parent"] = parent);

    [Theory]
    [InlineData(1, "do not continue turn 1")]
    [InlineData(5, "do not continue turn 5")]
    [InlineData(6, "which is not before it")]
    public void Replay_WhenARecordNamesATurnThatTheRequestDoesNotContinue_IsRefused(int parent, string detail) =>
        Differs(Tree, 6, "recorded", detail, file => file["turns"]![6]!["recorded"]!["parent"] = parent);

    [Fact]
    public void Replay_OfATreeWithoutItsRecords_FindsEveryBranchByItsMessages() => Matches(Tree, WithoutRecords);

    [Fact]
    public void Replay_OfATreeThatSaysItIsLinear_NeedsTheRollbacksThatItHas()
    {
        Differs(Tree, 4, "history", "The request agrees with 3 of 8 stored messages", file =>
        {
            WithoutRecords(file);
            file["settings"] = new JsonObject { ["max_rollback"] = 1 };
        });
    }

    [Fact]
    public void Replay_WhenTheRecordedDigestIsAnother_NamesTheRecord() =>
        Differs(Tree, 3, "recorded", "The session recorded digest 0000", file => file["turns"]![3]!["recorded"]!["digest"] = new string('0', 64));

    [Fact]
    public void Replay_WhenTheExpertsAreOthers_NamesTheDigest() => Differs(
        "310-exported-experts.json", 2, "digest", "expected ", file => file["turns"]![2]!["completion"]!["routed_experts"]!["first_row"] = 0);

    [Fact]
    public void Replay_OfARequestInTheClientsOwnSpelling_AsksTheSessionsMatcher()
    {
        Matches(Loose, Respell);
        Matches(Loose, file =>
        {
            Respell(file);
            WithoutRecords(file);
        });
        Differs(Loose, 1, "recorded", "do not continue turn 0", file =>
        {
            Respell(file);
            file["settings"]!["matcher"] = "strict";
        });
    }

    private static void Matches(string name, Action<JsonNode> change) => Assert.IsType<ReplayOutcome.Matched>(Replay(name, change));

    private static void Differs(string name, int turn, string what, string detail, Action<JsonNode> change)
    {
        var differs = Assert.IsType<ReplayOutcome.Differs>(Replay(name, change));
        Assert.Equal((turn, what), (differs.TurnIndex, differs.What));
        Assert.Contains(detail, differs.Detail, StringComparison.Ordinal);
    }

    private static ReplayOutcome Replay(string name, Action<JsonNode> change)
    {
        var file = JsonNode.Parse(TrajectoryCorpus.Read(name))!;
        change(file);
        return TrajectoryCorpus.Replay(Encoding.UTF8.GetBytes(file.ToJsonString()));
    }

    private static void WithoutRecords(JsonNode file)
    {
        file.AsObject().Remove("recorded");
        foreach (var turn in file["turns"]!.AsArray())
        {
            turn!.AsObject().Remove("recorded");
        }
    }

    /// <summary>White space in the arguments of the first call that the second request repeats.</summary>
    private static void Respell(JsonNode file)
    {
        var function = file["turns"]![1]!["request"]!["messages"]![2]!["tool_calls"]![0]!["function"]!;
        function["arguments"] = $" {function["arguments"]!.GetValue<string>()}\n";
    }
}
