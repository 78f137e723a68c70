using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Verification;

/// <summary>The fourth level of a family that names its stop token: how turns end, and what follows one that did not.</summary>
public sealed class LevelFourTests
{
    private static readonly SessionModel Model = ScriptModels.Of(ScriptFamily.Closing);

    [Theory]
    [InlineData("x<", EndKind.StopToken, 0, null)]
    [InlineData("x<", null, 0, null)]
    [InlineData("x<", EndKind.Length, 0, "The turn is stored as ended by length, and its tokens say stop_token.")]
    [InlineData("x<yz", EndKind.TokensAfterStop, 2, null)]
    [InlineData("x<yz", EndKind.StopToken, 0, "The turn is stored as ended by stop_token, and its tokens say tokens_after_stop (2 tokens after it).")]
    [InlineData("x<y", EndKind.TokensAfterStop, 2, "The turn is stored as ended by tokens_after_stop (2 tokens after it), and its tokens say tokens_after_stop (1 tokens after it).")]
    public void Check_OfTheEndThatIsStored_HoldsItAgainstTheTokens(string sampled, EndKind? stored, int extra, string? detail)
    {
        var root = Root(sampled) with { End = stored is { } kind ? new(kind, extra) : null };

        var verdicts = new LevelCheck(Model).Check(Heads.Of("s") with { Settings = new() }, Trajectory.Start(Model.Genesis).Restore(null, root).Active!);

        Assert.Equal([true, true, true, detail is null], verdicts.Select(verdict => verdict.Holds));
        Assert.Equal((4, detail), (verdicts[3].Level, verdicts[3].Detail));
    }

    [Fact]
    public void Check_WhereTheSettingsDoNotContinueTheTurnBefore_SaysSo()
    {
        var root = Root("x") with { FinishReason = "length" };
        var next = HandMade.Content(
            [Chat.User("v")],
            Chat.Assistant("y"),
            [TokenSegment.Given(TokenOrigin.Splice, [SpliceModel.End]), TokenSegment.Given(TokenOrigin.Splice, ['\n']), TokenSegment.Given(TokenOrigin.Environment, [SpliceModel.User, 'v', SpliceModel.End, '\n', SpliceModel.Assistant])],
            TokenSegment.Sampled(['y', SpliceModel.End], [-1f, -1f]));
        var one = Trajectory.Start(Model.Genesis).Restore(null, root);
        var turn = one.Restore(one.Active, next).Active!;

        Assert.All(Check(UnendedTurns.Close), verdict => Assert.Equal((true, null), (verdict.Holds, verdict.Detail)));
        var refused = Check(UnendedTurns.Refuse);
        Assert.Equal(false, refused.Single(verdict => verdict.Holds == false).Holds);

        ImmutableArray<LevelVerdict> Check(UnendedTurns unended) =>
            new LevelCheck(Model).Check(Heads.Of("s") with { Settings = new() { Unended = unended } }, turn);
    }

    /// <summary>A letter a token; "&lt;" is the stop token.</summary>
    private static TurnContent Root(string sampled) => HandMade.Content(
        [Chat.User("u")],
        Chat.Assistant("x"),
        [TokenSegment.Given(TokenOrigin.Prompt, [SpliceModel.User, 'u', SpliceModel.End, '\n', SpliceModel.Assistant])],
        TokenSegment.Sampled([.. sampled.Select(letter => letter == '<' ? SpliceModel.End : letter)], [.. sampled.Select(_ => -1f)]));
}
