using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Verification;

/// <summary>What is said of a stored session: its proof, its verdict, and its file.</summary>
public sealed class SessionProverTests
{
    private static readonly SessionModel Other = ScriptModels.Of(ScriptFamily.Closing);

    private readonly InMemoryJournal _journal = new();
    private readonly HandClock _clock = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OfASoundSession_ProvesEveryTurnOnEveryLevel()
    {
        await ImportAsync();

        var proof = (await new SessionProver(_journal, TinyGolden.Model, _clock).RunAsync(Trees.Id, Ends))!;

        Assert.Equal([0, 1], proof.Session.Trajectory.Turns.Select(turn => turn.Sequence));
        Assert.Equal(2, proof.Levels!.Value.Length);
        Assert.All(proof.Levels.Value, levels => Assert.Equal([new(1, true, null), new(2, true, null), new(3, true, null), new(4, true, null)], levels));
        Assert.Equal((2, 0), await VerifyAsync(TinyGolden.Model));
    }

    [Fact]
    public async Task RunAsync_OfASessionOfAnotherModel_RendersNothing()
    {
        await ImportAsync();

        Assert.Null((await new SessionProver(_journal, Other, _clock).RunAsync(Trees.Id, Ends))!.Levels);
        var verdict = (await new SessionVerifier(_journal, Other).RunAsync(Trees.Id, Ends))!;
        Assert.Equal(["digest", "genesis"], verdict.Disagreements.Select(found => found.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RunAsync_OfTokensThatTheMessagesDoNotGive_NamesTheTurnAndTheLevel()
    {
        await _journal.StoreAsync(Other, Trees.Root('x'), HandMade.First);

        var found = (await new SessionVerifier(_journal, Other).RunAsync(Trees.Id, Ends))!.Disagreements;

        Assert.Equal(
            [(0, "turn-00000000", "level 3"), (1, "turn-00000001", "level 3")],
            found.Select(place => (place.Turn!.Value, place.Row, place.What)));
        Assert.All(
            found,
            place => Assert.StartsWith("The stored prompt leaves the one that its messages give at index ", place.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_OfNoSession_IsNull()
    {
        Assert.Null(await new SessionProver(_journal, Other, _clock).RunAsync(Trees.Id, Ends));
        Assert.Null(await new SessionVerifier(_journal, Other).RunAsync(Trees.Id, Ends));
        using var file = new MemoryStream();
        Assert.Null(await new SessionExporter(_journal).RunAsync(Trees.Id, file, Ends));
        Assert.Equal(0, file.Length);
    }

    /// <summary>A file has one turn or more, and a session that has none yet is no fault.</summary>
    [Fact]
    public async Task Export_OfASessionWithoutATurn_WritesNothing()
    {
        Assert.True(await _journal.CreateAsync(Heads.Of(Trees.Id), Ends));
        using var file = new MemoryStream();

        var session = (await new SessionExporter(_journal).RunAsync(Trees.Id, file, Ends))!;

        Assert.Equal((Trees.Id, 0, 0L), (session.Head.SessionId, session.Trajectory.Turns.Count, file.Length));
    }

    /// <summary>A row that cannot be read is a disagreement, and no error of the verifier.</summary>
    [Theory]
    [InlineData("turn-00000003", 3)]
    [InlineData("head", null)]
    public async Task RunAsync_OfARowThatCannotBeRead_NamesIt(string row, int? turn)
    {
        var verdict = (await new SessionVerifier(new TornJournal(row), Other).RunAsync(Trees.Id, Ends))!;

        var found = Assert.Single(verdict.Disagreements);
        Assert.Equal((0, turn, row, "row"), (verdict.TurnCount, found.Turn, found.Row, found.What));
        Assert.EndsWith("it is torn.", found.Detail, StringComparison.Ordinal);
    }

    /// <summary>A file that was written out has the turns and what the session chose.</summary>
    [Fact]
    public async Task Export_OfAnImportedSession_IsReadAsTheSameTurns()
    {
        await ImportAsync();
        using var file = new MemoryStream();

        var session = (await new SessionExporter(_journal).RunAsync(Trees.Id, file, Ends))!;

        var golden = GoldenReader.Read(file.ToArray());
        Assert.Equal(
            (session.Head.Family, session.Head.CreatedAt, session.Head.Settings, Trees.Id),
            (golden.Family, golden.OpenedAt, golden.Settings, golden.Recorded!.SessionId));
        Assert.Equal(session.Trajectory.Tip, RecordedTrajectory.Restore(golden).Tip);
    }

    private async Task ImportAsync()
    {
        var golden = TinyGolden.Read();
        Assert.True(await new SessionImporter(_journal, _clock).RunAsync(Trees.Id, golden, new PlannedTrajectory(TinyGolden.Model).Make(golden), Ends));
    }

    private async Task<(int Turns, int Disagreements)> VerifyAsync(SessionModel model) =>
        await new SessionVerifier(_journal, model).RunAsync(Trees.Id, Ends) is { } verdict ? (verdict.TurnCount, verdict.Disagreements.Length) : (-1, -1);

    /// <summary>A journal that cannot read one of its rows.</summary>
    private sealed class TornJournal(string row) : IJournalUpkeep
    {
        public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

        public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) => new((SessionHead?)null);

        public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
            throw new JournalCorruptException(sessionId, row, "it is torn.");

        public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => new(0);
    }
}
