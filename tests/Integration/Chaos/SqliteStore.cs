using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>One SQLite file. It has no process of its own that could be killed.</summary>
internal sealed class SqliteStore : IChaosStore
{
    private readonly TempFolder _data = new();

    public string Name => "SQLite";

    public string[] Arguments => ["--data", _data.Path];

    public (string Name, string Value)[] Environment => [];

    public int Restarts => 0;

    public bool WasDownSince(int restarts) => false;

    public Task<bool> RestartAsync(Random random, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IJournal> OpenAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IJournal>(SqliteJournal.Open(_data.File("sessions.db")));

    public async Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={_data.File("sessions.db")};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        var found = (string?)await command.ExecuteScalarAsync(cancellationToken);
        return found == "ok" ? "" : found ?? "no answer";
    }

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }
}
