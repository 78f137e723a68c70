using Microsoft.Data.Sqlite;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>A SQLite file whose write lock another process, this one, holds.</summary>
internal sealed class LockOutage : IOutage
{
    private readonly TempFolder _data = new();
    private SqliteConnection? _holder;

    public string Name => "SQLite, lock held";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ProgramRun Start(params string[] more) =>
        ProgramRun.Start(BuiltProgram.Server, ["--port", "0", "--data", _data.Path, .. more]);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        _holder = new($"Data Source={_data.File("sessions.db")};Pooling=False");
        await _holder.OpenAsync(cancellationToken);
        await RunAsync("BEGIN EXCLUSIVE;", cancellationToken);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await RunAsync("ROLLBACK;", cancellationToken);
        await _holder!.DisposeAsync();
        _holder = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_holder is not null)
        {
            await _holder.DisposeAsync();
        }

        _data.Dispose();
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = _holder!.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: the statements are constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
