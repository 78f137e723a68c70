using System.IO.Compression;
using Tito.Core.Journals;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Journals.Seals;

namespace Tito.Tests.Unit.Storage;

/// <summary>The seals of a SQLite file, whose schema is the forger's as well.</summary>
public sealed class SqliteSealTests : SealContract, IDisposable
{
    private readonly JournalFile _file = new();

    private protected override IRawRows Rows => new SqliteRawRows(_file.Path);

    public void Dispose() => _file.Dispose();

    /// <summary>Whoever says that a file is of version 1 would have its rows sealed as they are.</summary>
    [Fact]
    public async Task Open_OfAFileOfVersionOne_SealsNoRowOfItWithTheKey()
    {
        using (var packed = new GZipStream(new MemoryStream(VersionOne.Read("sessions.db.gz", VersionOne.SqliteSha256)), CompressionMode.Decompress))
        using (var file = File.Create(_file.Path))
        {
            await packed.CopyToAsync(file, Token);
        }

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await _file.Open(RowSeals.Keyed("k")).LoadAsync("a", Token));

        Assert.Contains("it is sealed without a key", corrupt.Message, StringComparison.Ordinal);
        await VersionOne.AssertReadAsync(_file.Open(RowSeals.Keyed("k", acceptsPlain: true)), Token);
    }

    /// <summary>A table that takes two ids for one gives the rows of both, whose seals hold.</summary>
    [Fact]
    public async Task LoadAsync_WhereTheFileTakesTwoIdsForOne_IsCorrupt()
    {
        var journal = _file.Open(RowSeals.Keyed("k"));
        await journal.CreateAsync(Heads.Of("A"), Token);
        _file.Execute(
            """
            CREATE TABLE other AS SELECT * FROM sessions;
            DROP TABLE sessions;
            CREATE TABLE sessions (session_id TEXT COLLATE NOCASE, family, settings, genesis, created_at, turn_count, version, tip, format, active, last_used_at, open_intents, closed_at, reward, metadata, intent_count, sha256);
            INSERT INTO sessions SELECT * FROM other;
            """);

        Assert.NotNull(await journal.LoadAsync("A", Token));
        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.LoadAsync("a", Token));
        Assert.EndsWith("it is of session A.", corrupt.Message, StringComparison.Ordinal);
    }

    /// <summary>The key of an intent as well: its answer would be another key's.</summary>
    [Fact]
    public async Task BeginAsync_WhereTheFileTakesTwoKeysForOne_IsCorrupt()
    {
        var journal = _file.Open(RowSeals.Keyed("k"));
        await journal.CreateAsync(Heads.Of("a"), Token);
        await journal.BeginAsync("a", Intents.Of("Key"), Token);
        _file.Execute(
            """
            CREATE TABLE other AS SELECT * FROM intents;
            DROP TABLE intents;
            CREATE TABLE intents (session_id, key TEXT COLLATE NOCASE, is_generated, attempt_id, request_digest, line, parent, turn_count, started_at, expires_at, turn, failure, aborted, parked, face, echo, metadata, reward, version, sha256);
            INSERT INTO intents SELECT * FROM other;
            """);

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.BeginAsync("a", Intents.Of("key"), Token));
        Assert.EndsWith("it is found under key, which is not its own.", corrupt.Message, StringComparison.Ordinal);
    }

    private protected override Task<IJournal> OpenAsync(RowSeals seals) => Task.FromResult<IJournal>(_file.Open(seals));
}
