using Tito.Core.Comparison;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Samples;
using Tito.Core.Sessions;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>A tree of two roots: the first sampled another text than its message says, the second, which is active, the same.</summary>
public sealed class SessionViewerTests
{
    private static readonly SessionModel Model = ScriptModels.Of(ScriptFamily.Opening);

    private readonly HandClock _clock = new();
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ComparesTheActiveTurn()
    {
        await _journal.StoreAsync(Model, Trees.Root('y'), Trees.Root('x'));
        Assert.Empty((await View(Model).RunAsync(Trees.Id, Ends))!.Mismatches!.Value);

        await _journal.MoveAsync(Trees.Id, new(2, 1), 0, Ends);
        Assert.Equal(
            [MismatchType.AssistantText],
            (await View(Model).RunAsync(Trees.Id, Ends))!.Mismatches!.Value.Select(mismatch => mismatch.Type));

        await _journal.MoveAsync(Trees.Id, new(2, 0), null, Ends);
        Assert.Null((await View(Model).RunAsync(Trees.Id, Ends))!.Mismatches);
    }

    /// <summary>Who looks again sees the same.</summary>
    [Theory]
    [InlineData('x', 0)]
    [InlineData('y', 1)]
    public async Task RunAsync_OfATurnThatWasComparedBefore_HasTheSameVerdict(char sampled, int mismatches)
    {
        await _journal.StoreAsync(Model, Trees.Root(sampled));
        var view = View(Model);

        Assert.Equal(mismatches, (await view.RunAsync(Trees.Id, Ends))!.Mismatches!.Value.Length);
        Assert.Equal(mismatches, (await view.RunAsync(Trees.Id, Ends))!.Mismatches!.Value.Length);
    }

    [Fact]
    public async Task RunAsync_OfASessionOfAnotherModel_HasNoVerdict()
    {
        await _journal.StoreAsync(Model, Trees.Root('x'));

        var view = await View(ScriptModels.Of(ScriptFamily.Closing)).RunAsync(Trees.Id, Ends);

        Assert.Null(view!.Mismatches);
        Assert.Single(view.Session.Trajectory.Turns);
    }

    [Fact]
    public async Task RunAsync_OfIdsThatAreNoTokens_HasNoVerdict()
    {
        await _journal.StoreAsync(Model, Trees.Root(1_000_000));

        Assert.Null((await View(Model).RunAsync(Trees.Id, Ends))!.Mismatches);
    }

    [Fact]
    public async Task RunAsync_WhenTheConversationCannotBeRendered_HasNoVerdict()
    {
        var model = SessionModel.Load(TinyModel.Family("{{ raise_exception('no') }}"), SpliceModel.Assets(), null);
        await _journal.StoreAsync(model, Trees.Root('x'));

        Assert.Null((await View(model).RunAsync(Trees.Id, Ends))!.Mismatches);
    }

    [Fact]
    public async Task RunAsync_OfNoSession_IsNull() => Assert.Null(await View(Model).RunAsync(Trees.Id, Ends));

    [Fact]
    public async Task Collect_OfATree_HasTheVerdictOfEachLeaf()
    {
        await _journal.StoreAsync(Model, Trees.Root('y'), Trees.Root('x'));

        var collected = Assert.IsType<CollectOutcome.Collected>(
            await new SessionCollector(View(Model), Model).RunAsync(Trees.Id, new() { Picker = SamplePicker.All }, Ends));

        Assert.Equal([(0, 1), (1, 0)], collected.Samples.Select(sample => (sample.Leaf.Leaf.Sequence, sample.Mismatches!.Value.Length)));
    }

    [Fact]
    public async Task Collect_OfASessionOfAnotherModel_IsRefused()
    {
        await _journal.StoreAsync(Model, Trees.Root('x'));
        var other = ScriptModels.Of(ScriptFamily.Closing);

        var refused = Assert.IsType<CollectOutcome.Failed>(await new SessionCollector(View(other), other).RunAsync(Trees.Id, new(), Ends));
        Assert.Contains("belongs to another tokenizer", refused.Problem.Message, StringComparison.Ordinal);
    }

    private SessionViewer View(SessionModel model) => new(_journal, model, _clock);
}
