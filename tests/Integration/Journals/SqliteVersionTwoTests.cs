using Tito.Core.Journals;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>A SQLite file of version 2, which is brought up to date when it is opened.</summary>
public sealed class SqliteVersionTwoTests() : VersionTwoContract("sqlite")
{
    private readonly TempFolder _folder = new();

    private protected override async Task<IJournal> OpenAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(_folder.File("sessions.db"), VersionTwo.Unpack("sessions.db.gz"), cancellationToken);
        return SqliteJournal.Open(_folder.File("sessions.db"));
    }

    private protected override ValueTask RemoveAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
