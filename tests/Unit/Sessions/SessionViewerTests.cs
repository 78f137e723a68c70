using Tito.Core.Comparison;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Samples;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>A tree of two roots: the first sampled another text than its message says, the second, which is active, the same.</summary>
public sealed class SessionViewerTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly SessionModel Model = ScriptModels.Of(ScriptFamily.Opening);

    private readonly HandClock _clock = new();
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ComparesTheActiveTurn()
    {
        await StoreAsync(Model, [Turn('y'), Turn('x')]);
        Assert.Empty((await View(Model).RunAsync(Id, Ends))!.Mismatches!.Value);

        await _journal.MoveAsync(Id, new(2, 1), 0, Ends);
        Assert.Equal([MismatchType.AssistantText], (await View(Model).RunAsync(Id, Ends))!.Mismatches!.Value.Select(mismatch => mismatch.Type));

        await _journal.MoveAsync(Id, new(2, 0), null, Ends);
        Assert.Null((await View(Model).RunAsync(Id, Ends))!.Mismatches);
    }

    [Fact]
    public async Task RunAsync_OfASessionOfAnotherModel_HasNoVerdict()
    {
        await StoreAsync(Model, [Turn('x')]);

        var view = await View(ScriptModels.Of(ScriptFamily.Closing)).RunAsync(Id, Ends);

        Assert.Null(view!.Mismatches);
        Assert.Single(view.Session.Trajectory.Turns);
    }

    [Fact]
    public async Task RunAsync_OfIdsThatAreNoTokens_HasNoVerdict()
    {
        await StoreAsync(Model, [Turn(1_000_000)]);

        Assert.Null((await View(Model).RunAsync(Id, Ends))!.Mismatches);
    }

    [Fact]
    public async Task RunAsync_WhenTheConversationCannotBeRendered_HasNoVerdict()
    {
        var model = SessionModel.Load(TinyModel.Family("{{ raise_exception('no') }}"), TinyModel.Assets(), null);
        await StoreAsync(model, [Turn('x')]);

        Assert.Null((await View(model).RunAsync(Id, Ends))!.Mismatches);
    }

    [Fact]
    public async Task RunAsync_OfNoSession_IsNull() => Assert.Null(await View(Model).RunAsync(Id, Ends));

    [Fact]
    public async Task Collect_OfATree_HasTheVerdictOfEachLeaf()
    {
        await StoreAsync(Model, [Turn('y'), Turn('x')]);

        var collected = Assert.IsType<CollectOutcome.Collected>(
            await new SessionCollector(View(Model), Model).RunAsync(Id, new() { Picker = SamplePicker.All }, Ends));

        Assert.Equal([(0, 1), (1, 0)], collected.Samples.Select(sample => (sample.Leaf.Leaf.Sequence, sample.Mismatches!.Value.Length)));
    }

    [Fact]
    public async Task Collect_OfASessionOfAnotherModel_IsRefused()
    {
        await StoreAsync(Model, [Turn('x')]);
        var other = ScriptModels.Of(ScriptFamily.Closing);

        var refused = Assert.IsType<CollectOutcome.Failed>(await new SessionCollector(View(other), other).RunAsync(Id, new(), Ends));
        Assert.Contains("belongs to another tokenizer", refused.Problem.Message, StringComparison.Ordinal);
    }

    /// <summary>A root whose message says "x", and that sampled this token and an opener.</summary>
    private static TurnContent Turn(int sampled) => HandMade.Content(
        [Chat.User("u")],
        Chat.Assistant("x"),
        [TokenSegment.Given(TokenOrigin.Prompt, [SpliceModel.User, 'u', SpliceModel.Assistant])],
        TokenSegment.Sampled([sampled], [-1f]));

    private SessionViewer View(SessionModel model) => new(_journal, model, _clock);

    private async Task StoreAsync(SessionModel model, TurnContent[] roots)
    {
        var head = Heads.Of(Id) with { Genesis = model.Genesis, Tip = model.Genesis };
        Assert.True(await _journal.CreateAsync(head, Ends));
        var trajectory = Trajectory.Start(model.Genesis);
        foreach (var root in roots)
        {
            trajectory = trajectory.Restore(null, root);
            Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync(Id, trajectory.Active!, Ends));
        }
    }
}
