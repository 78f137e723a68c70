using System.Security.Cryptography;
using System.Text;
using Tito.Core.Tokens;
using Tito.Core.Verification.Scenarios;
using Tito.Core.Verification.Scenarios.Outcomes;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>What the digest of a manifest's line is made of, as docs/golden-scenarios.md says it.</summary>
public sealed class ScenarioOutcomeTests
{
    private static readonly Digest Last = Digest.Of("last"u8);

    [Theory]
    [InlineData(ScenarioAction.Turn, 409, "session_closed", null, "turn\t409\tsession_closed")]
    [InlineData(ScenarioAction.Turn, 200, null, 3, "turn\t200\trepeats\t3")]
    [InlineData(ScenarioAction.RollBack, 404, "no_turn", null, "rollback\t404\tno_turn")]
    [InlineData(ScenarioAction.Close, 200, null, null, "close\t200")]
    public void Line_OfAStepWithoutATurn_HasWhatItCameTo(ScenarioAction action, int status, string? error, int? repeats, string line) =>
        Assert.Equal(line, new StepOutcome(action, status, error, repeats, null).Line);

    /// <summary>Parent, replaced count, prompt count, token count, end and digest.</summary>
    [Fact]
    public void Line_OfATurn_HasItsCounts()
    {
        var (first, second) = (TinyRecording.Session.Turns[0], TinyRecording.Session.Turns[1]);
        var endless = HandMade.Committed(HandMade.First);

        Assert.Equal($"turn\t200\t-1\t0\t3\t5\ttokens_after_stop\t{first.Digest}", Turn(first).Line);
        Assert.Equal($"turn\t200\t0\t1\t6\t7\tstop_string\t{second.Digest}", Turn(second).Line);
        Assert.Equal($"turn\t200\t-1\t0\t3\t5\t\t{endless.Digest}", Turn(endless).Line);
    }

    [Fact]
    public void Text_OfSteps_EndsWithTheSession()
    {
        var steps = new ScenarioOutcome([new(ScenarioAction.Close, 200, null, null, null), new(ScenarioAction.Verify, 500, "e", null, null)], null);
        var whole = steps with { Session = new(HandMade.Genesis, Last, 4, ["assistant_text", "special_token_type"]) };

        Assert.Equal("close\t200\nverify\t500\te\n", steps.Text());
        Assert.Equal($"close\t200\nverify\t500\te\nsession\t{HandMade.Genesis}\t{Last}\t4\tassistant_text,special_token_type\n", whole.Text());
        Assert.Equal($"session\t{Last}\t{Last}\t-1\t\n", new ScenarioOutcome([], new(Last, Last, -1, [])).Text());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole.Text()))), whole.Digest());
    }

    private static StepOutcome Turn(Tito.Core.Trajectories.Turn turn) => new(ScenarioAction.Turn, 200, null, null, turn);
}
