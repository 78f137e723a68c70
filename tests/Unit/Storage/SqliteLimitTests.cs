using Tito.Core.Journals;
using Tito.Storage.Rows;
using Tito.Storage.Sqlite;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

public sealed class SqliteLimitTests : LimitContract, IDisposable
{
    private readonly JournalFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override Task<IJournal> OpenAsync(JournalLimits limits) => Task.FromResult<IJournal>(SqliteJournal.Open(_file.Path, RowSeals.Plain, limits));

    protected override Task AssertEmptyAsync()
    {
        Assert.Equal(0, _file.Execute("DELETE FROM turns") + _file.Execute("DELETE FROM intents") + _file.Execute("DELETE FROM sessions"));
        return Task.CompletedTask;
    }
}
