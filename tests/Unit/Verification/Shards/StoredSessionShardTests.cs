using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Core.Verification.Shards;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Verification.Shards;

/// <summary>Stored sessions that a run looks at again.</summary>
public sealed class StoredSessionShardTests
{
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OfASessionThatIsGone_PassesItOver()
    {
        var result = await RunAsync("tokenizer");

        Assert.Equal((ShardOutcome.Green, 0), (result.Outcome, result.Checked));
        Assert.Equal([$"{Trees.Id}: deleted since the run was planned."], result.Notes);
    }

    [Fact]
    public async Task Run_OfASessionThatHolds_IsGreen()
    {
        await _journal.StoreAsync(TinyGolden.Model);

        var result = await RunAsync("");

        Assert.Equal((ShardOutcome.Green, 1, 0), (result.Outcome, result.Checked, result.FailureCount));
        Assert.Empty(result.Notes);
    }

    /// <summary>A genesis binds tokenizer, template, family and arguments: what changed of them tells why it is another one.</summary>
    [Theory]
    [InlineData("tokenizer", LikelyCause.TokenizerChanged)]
    [InlineData("genesis template tokenizer", LikelyCause.TokenizerChanged)]
    [InlineData("genesis template", LikelyCause.TemplateChanged)]
    [InlineData("family", LikelyCause.TemplateChanged)]
    [InlineData("arguments genesis", LikelyCause.TemplateChanged)]
    [InlineData("engine", LikelyCause.Unknown)]
    [InlineData("", LikelyCause.Unknown)]
    public async Task Run_OfASessionOfOtherAssets_SaysWhichChanged(string changes, LikelyCause cause)
    {
        Assert.True(await _journal.CreateAsync(Heads.Of(Trees.Id), Ends));

        var failure = Assert.Single((await RunAsync(changes)).Failures);

        Assert.Equal((Trees.Id, "genesis", cause), (failure.Item, failure.What, failure.Cause));
    }

    /// <summary>The first turns hang on the genesis; of whole rows nothing else is told than that it is another one.</summary>
    [Theory]
    [InlineData("genesis template", LikelyCause.TemplateChanged)]
    [InlineData("", LikelyCause.Unknown)]
    public async Task Run_OfASessionOfOtherAssetsWithTurns_SaysThatAlone(string changes, LikelyCause cause)
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Closing), Trees.Root('x'), Trees.Root('y'));

        var failure = Assert.Single((await RunAsync(changes)).Failures);

        Assert.Equal((null, "genesis", cause), (failure.Turn, failure.What, failure.Cause));
    }

    /// <summary>A root that hangs on no genesis at all is damaged, whatever changed.</summary>
    [Fact]
    public async Task Run_OfASessionOfOtherAssetsWithADamagedRow_SaysBoth()
    {
        Assert.True(await _journal.CreateAsync(Heads.Of(Trees.Id), Ends));
        var damaged = Trajectory.Start(Digest.Of("neither"u8)).Restore(null, Trees.Root('x')).Active!;
        Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync(Trees.Id, damaged, Ends));

        var failures = (await RunAsync("template")).Failures;

        Assert.Equal(
            [(null, "genesis", LikelyCause.TemplateChanged), (0, "digest", LikelyCause.RowsChanged)],
            failures.Select(failure => (failure.Turn, failure.What, failure.Cause)));
    }

    /// <summary>Whatever changed, a template does not change the rows of the session's own model.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("template")]
    public async Task Run_OfRowsThatContradictEachOther_BlamesTheRows(string changes)
    {
        await _journal.StoreAsync(TinyGolden.Model, Trees.Root(6023));

        var failure = Assert.Single((await RunAsync(changes)).Failures);

        Assert.Equal((0, "level 3", LikelyCause.RowsChanged), (failure.Turn, failure.What, failure.Cause));
        Assert.StartsWith($"{TurnRow.Name(0)}: The stored prompt leaves", failure.Detail, StringComparison.Ordinal);
    }

    private async Task<ShardResult> RunAsync(string changes)
    {
        var tally = new ShardTally();
        await new StoredSessionVerifier(new SessionVerifier(_journal, TinyGolden.Model)).RunAsync(Trees.Id, CauseTests.Changes(changes), tally, Ends);
        return tally.Close(default, default);
    }
}
