using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>What a turn of a scenario must come to; what the file leaves out no oracle has computed.</summary>
public sealed class TurnExpectationTests
{
    private const string Hash = "334e5896c17fc33bb7aa47b46f8647464a07b71dac934fb2ca4f9ce3fb0f6079";

    // Three tokens of the prompt follow the parent's, and five are sampled: twelve of the prompt, seventeen in all.
    private const string Counts = "\"prompt\":[4,5,6],\"prompt_count\":12,\"token_count\":17";

    [Fact]
    public void Read_OfAll_HasIt()
    {
        var turn = Read(
            $$"""{"parent":2,"replaced_count":1,{{Counts}},"origins":[{"origin":"splice","count":1},{"origin":"environment","count":2},{"origin":"model","count":5}],"loss_mask":[3,5],"end":"length","digest":"{{Hash}}"}""");

        Assert.Equal((2, 1, 12, 17), (turn.Parent, turn.ReplacedCount, turn.PromptCount, turn.TokenCount));
        Assert.Equal([4, 5, 6], turn.Prompt!.Value);
        Assert.Equal([(TokenOrigin.Splice, 1), (TokenOrigin.Environment, 2), (TokenOrigin.Model, 5)], turn.Origins!.Value);
        Assert.Equal([3, 5], turn.LossMask!.Value);
        Assert.Equal((EndKind.Length, Hash), (turn.End, turn.Digest.ToString()));
    }

    [Fact]
    public void Read_OfNothing_SaysNothing()
    {
        var turn = Read("{}");

        Assert.Equal((null, null, null, null), (turn.Parent, turn.ReplacedCount, turn.PromptCount, turn.TokenCount));
        Assert.Equal((null, null, null, null, null), (turn.Prompt, turn.Origins, turn.LossMask, turn.End, turn.Digest));
    }

    /// <summary>-1 is an empty buffer, which is not the same as that nobody said.</summary>
    [Theory]
    [InlineData("-1", -1)]
    [InlineData("0", 0)]
    [InlineData("null", null)]
    public void Read_OfAParent_TellsNoneFromUnsaid(string parent, int? expected) => Assert.Equal(expected, Read($$"""{"parent":{{parent}}}""").Parent);

    /// <summary>Runs are held against the counts only where all that makes up the count was said.</summary>
    [Theory]
    [InlineData("\"origins\":[{\"origin\":\"model\",\"count\":1}]")]
    [InlineData("\"loss_mask\":[9]")]
    [InlineData("\"prompt\":[1],\"loss_mask\":[9]")]
    [InlineData("\"prompt\":[1],\"prompt_count\":1,\"loss_mask\":[9]")]
    [InlineData("\"prompt\":[1],\"token_count\":1,\"loss_mask\":[9]")]
    [InlineData("\"prompt_count\":12,\"token_count\":17,\"loss_mask\":[9]")]
    [InlineData(Counts)]
    [InlineData(Counts + ",\"loss_mask\":[8]")]
    [InlineData(Counts + ",\"loss_mask\":[0,8,0]")]
    public void Read_OfRuns_TakesThem(string members) => Assert.NotNull(Read($"{{{members}}}"));

    [Theory]
    [InlineData("\"parent\":-2", "parent", "must be the sequence of a turn, or -1 for none.")]
    [InlineData("\"replaced_count\":-1", "replaced_count", "must be a whole number of 0 or more.")]
    [InlineData("\"origins\":[{\"origin\":\"model\",\"count\":0}]", "origins[0].count", "must be 1 or more.")]
    [InlineData("\"origins\":[{\"origin\":\"model\",\"count\":1,\"x\":1}]", "origins[0].x", "is not known here; known are origin, count.")]
    [InlineData("\"loss_mask\":[-1]", "loss_mask[0]", "must be a whole number of 0 or more.")]
    [InlineData("\"digest\":\"12\"", "digest", null)]
    [InlineData(Counts + ",\"origins\":[{\"origin\":\"environment\",\"count\":3},{\"origin\":\"model\",\"count\":4}]", "origins", "the runs cover 7 tokens, and the turn adds 8.")]
    [InlineData(Counts + ",\"loss_mask\":[3,6]", "loss_mask", "the runs cover 9 tokens, and the turn adds 8.")]
    [InlineData(Counts + ",\"loss_mask\":[]", "loss_mask", "the runs cover 0 tokens, and the turn adds 8.")]
    public void Read_OfAnythingElse_NamesThePlace(string members, string field, string? reason)
    {
        var refused = Assert.Throws<Tito.Core.Verification.GoldenFormatException>(() => Read($"{{{members}}}"));

        Assert.Equal($"steps[0].expect.turn.{field}", refused.Field);
        Assert.EndsWith(reason ?? "", refused.Message, StringComparison.Ordinal);
    }

    private static TurnExpectation Read(string json) => TinyScenario.Expect($$"""{"status":200,"turn":{{json}}}""").Turn!;
}
