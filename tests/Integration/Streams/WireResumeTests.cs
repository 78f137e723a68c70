using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Simulation;

namespace Tito.Tests.Integration.Streams;

/// <summary>Turns that their engine gives up and that go on, over each real wire: nobody can tell them from undisturbed ones.</summary>
public sealed partial class WireResumeTests
{
    private const int Turns = 4;
    private const int TokensBetweenAborts = 13;

    public static TheoryData<string, bool> Ways =>
        [.. from wire in (string[])["sglang", "sglang-chat", "vllm", "vllm-generate"] from streams in (bool[])[false, true] select (wire, streams)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Conversation_OfAnEngineThatAbortsAgainAndAgain_IsTheUndisturbedOne(string wire, bool streams)
    {
        var (undisturbed, disturbed) = (new ResumeRun(wire) { Streams = streams }, new ResumeRun(wire)
        {
            Streams = streams,
            Faults = [new(SimulatedFaultKind.Abort) { AfterTokens = TokensBetweenAborts }],
        });
        await undisturbed.TakeAsync(Turns);
        await disturbed.TakeAsync(Turns);

        Assert.Equal((Turns, Turns), (undisturbed.Turns.Length, undisturbed.PromptCounts.Length));
        Assert.True(disturbed.PromptCounts.Length > 3 * Turns);
        foreach (var (expected, turn) in undisturbed.Turns.Zip(disturbed.Turns))
        {
            AssertSame(expected, turn);
            Assert.True(turn.Exchange.WeightSpans.Length <= 1, "The weights were the same all the time.");
            Assert.All(turn.Exchange.WeightSpans, span => Assert.Equal((0, turn.Completion.Ids.Length), (span.Start, span.End)));
        }
    }

    [Theory]
    [InlineData("sglang", false)]
    [InlineData("sglang", true)]
    [InlineData("vllm", false)]
    [InlineData("vllm", true)]
    [InlineData("vllm-generate", false)]
    [InlineData("vllm-generate", true)]
    public async Task Turn_DuringWhichNewWeightsComeOrItsEngineGoes_GoesOnAndSaysWhichWeightsSampledWhat(string wire, bool moves)
    {
        var (undisturbed, disturbed) = (new ResumeRun(wire) { Streams = true }, new ResumeRun(wire)
        {
            Streams = true,
            TokenDelay = TimeSpan.FromMilliseconds(40), // Seconds in all, so that what happens meanwhile happens meanwhile on a busy machine too.
            During = moves ? run => run.MoveAsync() : run => run.UpdateWeightsAsync(),
        });
        await undisturbed.TakeAsync(1);
        await disturbed.TakeAsync(1);

        var turn = Assert.Single(disturbed.Turns);
        AssertSame(Assert.Single(undisturbed.Turns), turn);
        Assert.Equal(2, disturbed.PromptCounts.Length);
        var (cut, end) = (disturbed.PromptCounts[1] - disturbed.PromptCounts[0], turn.Completion.Ids.Length);
        Assert.InRange(cut, 1, end - 1);
        ImmutableArray<WeightSpan> spans = wire == "vllm" ? [] : [new(ResumeRun.OldWeights, 0, cut), new(ResumeRun.NewWeights, cut, end)];
        Assert.Equal(spans, turn.Exchange.WeightSpans);
    }

    private static void AssertSame(TurnContent expected, TurnContent turn)
    {
        Assert.Equal(expected.Completion.Ids, turn.Completion.Ids);
        Assert.Equal(expected.Completion.Logprobs, turn.Completion.Logprobs);
        Assert.Equal(Message(expected), Message(turn));
        Assert.Equal((expected.FinishReason, expected.End), (turn.FinishReason, turn.End));
    }

    /// <summary>The message; the ids of its calls are made from the session's, where the model gives none.</summary>
    private static string Message(TurnContent turn) => CallIds().Replace(turn.Assistant.Json.GetRawText(), "call");

    [GeneratedRegex("call_[0-9a-f]{24}")]
    private static partial Regex CallIds();
}
