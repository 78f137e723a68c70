using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Tito.Core.Verification.Runs;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>Verification runs in a SQLite file of their own, beside the journal's: neither waits for the other's writers.</summary>
/// <remarks>Thread-safe, and safe for several processes on one machine. A call takes about a disk flush.</remarks>
public sealed class SqliteVerificationStore : IVerificationStore
{
    /// <summary>The value of <c>user_version</c> that this release writes and reads.</summary>
    private const int Version = 1;

    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS verifications (
            run_id TEXT NOT NULL,
            name TEXT NOT NULL,
            json BLOB NOT NULL,
            PRIMARY KEY (run_id, name)
        ) STRICT, WITHOUT ROWID;
        """;

    private readonly SqliteFile _file;

    private SqliteVerificationStore(SqliteFile file) => _file = file;

    /// <summary>Opens a file, and creates it when there is none.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="InvalidDataException">The file was written by a later release.</exception>
    /// <exception cref="SqliteException">The file is not a SQLite database, or cannot be opened.</exception>
    public static SqliteVerificationStore Open(string path)
    {
        var file = new SqliteFile(path, RowSeals.Plain); // its rows have no seals
        file.Use(Ensure);
        return new(file);
    }

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(string runId, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, IVerificationStore.MaxRowBytes, nameof(json));
        return _file.WriteAsync(
            runId,
            connection =>
            {
                var command = connection.Prepare(
                    "INSERT INTO verifications (run_id, name, json) VALUES ($run_id, $name, $json) ON CONFLICT DO NOTHING;");
                command.Parameters.AddWithValue("$run_id", runId);
                command.Parameters.AddWithValue("$name", name);
                command.Parameters.AddWithValue("$json", json.ToArray());
                return command.ExecuteNonQuery() == 1;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken)
    {
        var rows = Read(
            "SELECT name, json FROM verifications WHERE run_id = $run_id AND name = $name;", runId, name, cancellationToken);
        return ValueTask.FromResult(rows is [var row] ? row.Json : default(ReadOnlyMemory<byte>?));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(
        string runId, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        const string Sql = "SELECT name, json FROM verifications WHERE run_id = $run_id AND name >= $name ORDER BY name;";
        foreach (var row in Read(Sql, runId, prefix, cancellationToken))
        {
            if (row.Name != IVerificationStore.RunRow && row.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var runId in List(before, cancellationToken))
        {
            yield return runId;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string runId, CancellationToken cancellationToken) => await _file.WriteAsync(
        runId,
        connection =>
        {
            var command = connection.Prepare("DELETE FROM verifications WHERE run_id = $run_id;");
            command.Parameters.AddWithValue("$run_id", runId);
            return command.ExecuteNonQuery();
        },
        cancellationToken).ConfigureAwait(false);

    private static int Ensure(SqliteStatements connection)
    {
        connection.BeginWrite();
        var version = Convert.ToInt32(
            connection.Prepare("PRAGMA user_version;").ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version is < 0 or > Version)
        {
            throw new InvalidDataException($"{connection.File} has schema version {version}; this release reads version {Version}.");
        }

        connection.Execute(Tables);
        connection.Execute($"PRAGMA user_version = {Version};");
        connection.Commit();
        return version;
    }

    private List<(string Name, ReadOnlyMemory<byte> Json)> Read(
        string sql, string runId, string name, CancellationToken cancellationToken) =>
        _file.Read(
            runId,
            connection =>
            {
                var command = connection.Prepare(sql);
                command.Parameters.AddWithValue("$run_id", runId);
                command.Parameters.AddWithValue("$name", name);
                using var reader = command.ExecuteReader();
                var rows = new List<(string, ReadOnlyMemory<byte>)>();
                while (reader.Read())
                {
                    rows.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
                }

                return rows;
            },
            cancellationToken);

    private List<string> List(string? before, CancellationToken cancellationToken) => _file.Read(
        "",
        connection =>
        {
            var command = connection.Prepare(
                """
                SELECT run_id FROM verifications
                WHERE name = $name AND ($before IS NULL OR run_id < $before) ORDER BY run_id DESC;
                """);
            command.Parameters.AddWithValue("$name", IVerificationStore.RunRow);
            command.Parameters.AddWithValue("$before", before ?? (object)DBNull.Value);
            using var reader = command.ExecuteReader();
            var ids = new List<string>();
            while (reader.Read())
            {
                ids.Add(reader.GetString(0));
            }

            return ids;
        },
        cancellationToken);
}
