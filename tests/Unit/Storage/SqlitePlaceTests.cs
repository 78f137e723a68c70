using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Sqlite;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file that is not where it was takes no write and answers no read: nobody would find what is in it.</summary>
public sealed class SqlitePlaceTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Journal_WhoseFileIsMovedAway_CannotBeUsedUntilItIsBack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can move an open file there.");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);

        File.Move(_file.Path, _file.Path + ".away");
        await RequireUnavailableAsync(journal);
        Assert.False(File.Exists(_file.Path));

        File.Move(_file.Path + ".away", _file.Path);
        Assert.True(await journal.CreateAsync(Heads.Of("b"), Ends));
        Assert.NotNull(await journal.LoadAsync("a", Ends));
    }

    [Fact]
    public async Task Journal_WhoseFileIsReplacedByAnotherOne_DoesNotTakeThatForItsOwn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can move an open file there.");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);

        File.Copy(_file.Path, _file.Path + ".copy");
        File.Move(_file.Path + ".copy", _file.Path, overwrite: true);

        await RequireUnavailableAsync(journal);
    }

    [Fact]
    public async Task Journal_WhoseOwnFileIsPutBackOverAnotherOne_GoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can move an open file there.");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);

        File.Move(_file.Path, _file.Path + ".away");
        var gone = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.LoadAsync("a", Ends));
        File.Copy(_file.Path + ".away", _file.Path);
        var replaced = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.LoadAsync("a", Ends));
        File.Move(_file.Path + ".away", _file.Path, overwrite: true);

        Assert.Equal("The journal's file is not at its path any more. Put it back, or start the server again.", gone.Message);
        Assert.Equal(
            "Another file is at the journal's path. Put back the one that was opened, or stop the server and start it with this one, without -wal and -shm beside it.",
            replaced.Message);
        Assert.True(await journal.CreateAsync(Heads.Of("b"), Ends));
        Assert.NotNull(await journal.LoadAsync("a", Ends));
    }

    /// <summary>Each connection of the pool has the removed log open: what one of them wrote there the others would find.</summary>
    [Fact]
    public async Task Journal_WhoseLogIsRemoved_CannotBeUsedAndMakesNoOtherOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can remove an open file there.");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await UseTwoConnectionsAsync(journal);

        File.Delete(_file.Path + "-wal");

        await RequireUnavailableAsync(journal);
        await RequireUnavailableAsync(journal);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => UseTwoConnectionsAsync(journal));
        Assert.False(File.Exists(_file.Path + "-wal"));
    }

    /// <summary>As a connection of another process makes one where it finds none.</summary>
    [Fact]
    public async Task Journal_WhoseLogIsReplacedByAnotherOne_DoesNotTakeThatForItsOwn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can remove an open file there.");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await UseTwoConnectionsAsync(journal);

        File.Delete(_file.Path + "-wal");
        await File.WriteAllBytesAsync(_file.Path + "-wal", [], Ends);

        await RequireUnavailableAsync(journal);
        await RequireUnavailableAsync(journal);
    }

    [Fact]
    public async Task Journal_WhoseLogIsMovedAway_CannotBeUsedUntilItIsBack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can move an open file there.");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);

        File.Move(_file.Path + "-wal", _file.Path + ".away");
        await RequireUnavailableAsync(journal);
        var gone = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.LoadAsync("a", Ends));

        File.Move(_file.Path + ".away", _file.Path + "-wal");
        Assert.Equal("The journal's log is not beside its file any more. Put it back: a server that is started without it may lack what was acknowledged last.", gone.Message);
        Assert.True(await journal.CreateAsync(Heads.Of("b"), Ends));
        Assert.NotNull(await journal.LoadAsync("a", Ends));
    }

    /// <summary>SQLite removes the log with the last connection to the file; nobody may miss it then.</summary>
    [Fact]
    public async Task Journal_WhoseConnectionsWereClosed_GoesOn()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);

        SqliteJournal.ReleaseFiles(_file.Path);

        Assert.False(File.Exists(_file.Path + "-wal"));
        Assert.True(await journal.CreateAsync(Heads.Of("b"), Ends));
        Assert.NotNull(await journal.LoadAsync("a", Ends));
    }

    [Fact]
    public async Task Journal_ThatIsOpenedByALink_KnowsTheLogBesideTheFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can remove an open file there.");
        await _file.Open().CreateAsync(Heads.Of("a"), Ends);
        SqliteJournal.ReleaseFiles(_file.Path);
        File.Move(_file.Path, _file.Path + ".file");
        File.CreateSymbolicLink(_file.Path, _file.Path + ".file");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("c"), Ends);

        File.Delete(_file.Path + ".file-wal");

        await RequireUnavailableAsync(journal);
    }

    /// <summary>Reads with another connection while one is in use, so that the pool has both afterwards.</summary>
    private static async Task UseTwoConnectionsAsync(SqliteJournal journal)
    {
        var reading = Task.CompletedTask;
        await journal.ChangeAsync<string>("a", null, Read, Ends);
        await reading;

        (SessionStep?, string) Read(SessionHead head, TurnIntent? holder)
        {
            reading = journal.FindHeadAsync("a", Ends).AsTask();
            return (null, "read");
        }
    }

    private static async Task RequireUnavailableAsync(SqliteJournal journal)
    {
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.CreateAsync(Heads.Of("b"), Ends));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.LoadAsync("a", Ends));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.FindHeadAsync("a", Ends));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.ListAsync(null, Ends).ToListAsync(Ends));
    }
}
