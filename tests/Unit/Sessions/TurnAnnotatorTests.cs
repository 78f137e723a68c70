using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>A session of three roots whose answers are r, s and s; each earns its number.</summary>
public sealed class TurnAnnotatorTests
{
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("2", 2)]
    [InlineData("r", 0)]
    public async Task RunAsync_OfATurnByNumberOrAnswer_KeepsWhatIsSaidOfItAlone(string name, int sequence)
    {
        var annotated = Assert.IsType<AnnotateOutcome.Annotated>(await AnnotateAsync(name));

        Assert.Equal((sequence, 0.5), (annotated.Turn.Sequence, annotated.Said.Reward));
        var said = Assert.Single((await _journal.LoadAsync(Trees.Id, Ends))!.Annotations());
        Assert.Equal((sequence, 0.5), (said.Key, said.Value.Reward));
    }

    [Theory]
    [InlineData("3", "has no turn 3")]
    [InlineData("-1", "has no turn -1")]
    [InlineData("99999999999", "has no turn 99999999999")]
    [InlineData("t", "has no turn t")]
    [InlineData("s", "Several turns")]
    public async Task RunAsync_OfNoTurnOrOfSeveral_SaysWhich(string name, string why)
    {
        var failed = Assert.IsType<AnnotateOutcome.Failed>(await AnnotateAsync(name));

        Assert.Equal((ProblemCode.TurnNotFound, "turn"), (failed.Problem.Code, failed.Problem.Param));
        Assert.Contains(why, failed.Problem.Message, StringComparison.Ordinal);
        Assert.Empty((await _journal.LoadAsync(Trees.Id, Ends))!.Annotations());
    }

    private async Task<AnnotateOutcome> AnnotateAsync(string name)
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Closing), Root("r"), Root("s"), Root("s"));
        return await new TurnAnnotator(_journal).RunAsync(Trees.Id, name, Annotation.None with { Reward = 0.5 }, Ends);

        static TurnContent Root(string answer)
        {
            var root = Trees.Root('x');
            return root with { Exchange = root.Exchange with { ResponseId = answer } };
        }
    }
}
