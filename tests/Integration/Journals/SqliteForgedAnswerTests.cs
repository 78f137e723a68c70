using Tito.Core.Journals;
using Tito.Storage.Rows;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;
using Tito.Tests.Unit.Journals.Seals;
using Tito.Tests.Unit.Storage;

namespace Tito.Tests.Integration.Journals;

/// <summary>Over a SQLite file.</summary>
public sealed class SqliteForgedAnswerTests : ForgedAnswerContract, IDisposable
{
    private readonly TempFolder _data = new();

    private protected override IRawRows Rows => new SqliteRawRows(_data.File("sessions.db"));

    public void Dispose() => _data.Dispose();

    private protected override Task<IJournal> OpenAsync(RowSeals seals) => Task.FromResult<IJournal>(SqliteJournal.Open(_data.File("sessions.db"), seals));
}
