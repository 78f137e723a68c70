using Tito.Core.Journals;
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

    [Fact]
    public async Task Journal_WhoseLogIsRemoved_AcknowledgesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody can remove an open file there.");
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);

        File.Delete(_file.Path + "-wal");

        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.CreateAsync(Heads.Of("b"), Ends));
    }

    private static async Task RequireUnavailableAsync(SqliteJournal journal)
    {
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.CreateAsync(Heads.Of("b"), Ends));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.LoadAsync("a", Ends));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.FindHeadAsync("a", Ends));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.ListAsync(null, Ends).ToListAsync(Ends));
    }
}
