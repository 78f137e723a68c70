using Tito.Core.Journals;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

public sealed class SqliteRestartTests : RestartContract
{
    private readonly TempFolder _folder = new();

    private protected override Task<IJournal> OpenAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IJournal>(SqliteJournal.Open(_folder.File("sessions.db")));

    private protected override ValueTask RemoveAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
