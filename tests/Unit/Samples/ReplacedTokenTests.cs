using System.Collections.Immutable;
using Tito.Core.Samples;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Samples;

/// <summary>
/// Token 99 stops the model and opens the next message. The engine sampled it at the end of each of three turns; at the first two
/// seams the environment's own 99 stands in its place.
/// </summary>
public sealed class ReplacedTokenTests
{
    private static readonly SampleAssembler Assembler = new(ids => string.Join(' ', ids.ToArray()) + ";");

    [Fact]
    public void Assemble_WhenTurnsReplaceATrailingToken_MasksItsPositionAndKeepsTheLast()
    {
        var sample = Assemble(null);

        Assert.Equal([1, 2, 10, 11, 99, 5, 20, 99, 6, 30, 99], sample.Tokens);
        Assert.Equal(new byte[] { 1, 1, 0, 0, 1, 0, 0, 1, 1 }, sample.LossMask);
        Assert.Equal([-10, -11, 0, 0, -20, 0, 0, -30, -99], sample.Logprobs);
        Assert.Equal(SampleStatus.Completed, sample.Status);
    }

    [Fact]
    public void Assemble_WhenTheLimitFallsBehindAReplacedToken_DoesNotCallTheTurnCut()
    {
        // The first turn has five tokens, four of which stay.
        var sample = Assemble(4);

        Assert.Equal([1, 2, 10, 11], sample.Tokens);
        Assert.Equal(SampleStatus.Completed, sample.Status);
    }

    [Fact]
    public void Append_WhenATurnReplacesMoreThanItsParentSampled_Throws()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);

        Assert.Throws<ArgumentException>(() => one.Restore(one.Active, HandMade.Second with { ReplacedCount = 3 }));
        Assert.Throws<ArgumentException>(() => one.Restore(one.Active, HandMade.Second with { ReplacedCount = -1 }));
        Assert.Throws<ArgumentException>(() => one.Restore(null, HandMade.First with { ReplacedCount = 1 }));
    }

    private static TrainingSample Assemble(int? limit)
    {
        var path = Path();
        return Assembler.Assemble(
            [.. path.Select(turn => RecordedTurn.Of(turn, EndTokens.Unknown))], path[^1].Tokens.ToIds(), new() { MaxTrimTokens = 1, MaxSequenceLength = limit })!;
    }

    private static ImmutableArray<Turn> Path()
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        trajectory = trajectory.Restore(null, Turn([TokenSegment.Given(TokenOrigin.Prompt, [1, 2])], 0, [10, 11, 99]));
        trajectory = trajectory.Restore(trajectory.Active, Turn(Seam(5), 1, [20, 99]));
        trajectory = trajectory.Restore(trajectory.Active, Turn(Seam(6), 1, [30, 99]));
        return trajectory.Active!.Path;
    }

    private static ImmutableArray<TokenSegment> Seam(int id) =>
        [TokenSegment.Given(TokenOrigin.Splice, [99]), TokenSegment.Given(TokenOrigin.Environment, [id])];

    private static TurnContent Turn(ImmutableArray<TokenSegment> prompt, int replaced, ImmutableArray<int> completion) =>
        HandMade.Content([Chat.User("u")], Chat.Assistant("a"), prompt, TokenSegment.Sampled(completion, [.. completion.Select(id => -(float)id)])) with
        {
            ReplacedCount = replaced,
        };
}
