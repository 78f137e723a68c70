using System.IO.Compression;
using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file of version 1 is brought up to the present version when it is opened, once and whole.</summary>
public sealed class SqliteUpgradeTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public SqliteUpgradeTests()
    {
        using var packed = new GZipStream(new MemoryStream(VersionOne.Read("sessions.db.gz", VersionOne.SqliteSha256)), CompressionMode.Decompress);
        using var file = File.Create(_file.Path);
        packed.CopyTo(file);
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_OfAFileOfVersionOne_ReadsEveryFieldThatItHeld()
    {
        var journal = _file.Open();

        await VersionOne.AssertReadAsync(journal, Ends);
        Assert.Equal(["a", "b", "c"], await journal.ListAsync(null, Ends).ToListAsync(Ends));
    }

    [Fact]
    public async Task Open_OfAFileOfVersionOne_GoesOnWithItsSessions()
    {
        await VersionOne.GoOnAsync(_file.Open(), Ends);

        // The second opening has nothing to upgrade.
        Assert.Equal(1, (await _file.Open().LoadAsync("a", Ends))!.Head.Active);
    }

    [Fact]
    public async Task Open_OfAnUpgradedFile_FindsAFlippedBit()
    {
        _file.Open();
        _file.Execute("UPDATE intents SET started_at = '2026-11-25T09:00:00.1234560-04:00' WHERE key = 'failed'");

        Assert.Equal("intent-failed", (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _file.Open().LoadAsync("a", Ends))).Row);
    }
}
