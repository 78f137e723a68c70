using System.Text;
using Tito.Core.Verification.Runs;
using Tito.Storage.Sqlite;
using Tito.Tests.Unit.Verification.Runs;

namespace Tito.Tests.Unit.Storage;

public sealed class SqliteVerificationStoreTests : VerificationStoreContract, IDisposable
{
    private readonly JournalFile _file = new();
    private readonly Lazy<IVerificationStore> _store;

    public SqliteVerificationStoreTests() => _store = new(() => SqliteVerificationStore.Open(_file.Path));

    protected override IVerificationStore Store => _store.Value;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task FindAsync_InANewStoreOverTheFile_FindsWhatTheFirstStored()
    {
        await Store.AddAsync("20261129T020000000Z-a", "run", Encoding.UTF8.GetBytes("{}"), Token);

        Assert.NotNull(await SqliteVerificationStore.Open(_file.Path).FindAsync("20261129T020000000Z-a", "run", Token));
    }

    [Fact]
    public void Open_WhenTheFileIsOfALaterRelease_RefusesWithBothVersions()
    {
        _ = Store;
        _file.Execute("PRAGMA user_version = 2");

        Assert.Contains(
            "schema version 2; this release reads version 1", Assert.Throws<InvalidDataException>(() => SqliteVerificationStore.Open(_file.Path)).Message, StringComparison.Ordinal);
    }
}
