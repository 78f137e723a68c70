namespace Tito.Storage.Sqlite;

/// <summary>The tables of a SQLite journal and the settings of its connections.</summary>
internal static class SqliteSchema
{
    /// <summary>The value of <c>user_version</c> that this release writes and reads.</summary>
    public const int Version = 10;

    /// <summary>How long a statement waits for another writer before the driver itself takes over the waiting.</summary>
    private const int BusyTimeoutMilliseconds = 10_000;

    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS sessions (
            session_id TEXT PRIMARY KEY,
            family TEXT NOT NULL,
            settings TEXT NOT NULL,
            genesis BLOB NOT NULL,
            created_at TEXT NOT NULL,
            turn_count INTEGER NOT NULL,
            version INTEGER NOT NULL,
            tip BLOB NOT NULL,
            format INTEGER NOT NULL,
            active INTEGER NOT NULL,
            last_used_at TEXT NOT NULL,
            open_intents INTEGER NOT NULL,
            closed_at TEXT,
            reward TEXT,
            metadata TEXT,
            intent_count INTEGER,
            sha256 BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS turns (
            session_id TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            format INTEGER NOT NULL,
            parent INTEGER NOT NULL,
            replaced_count INTEGER NOT NULL,
            messages BLOB NOT NULL,
            prompt_origins BLOB NOT NULL,
            prompt_ids BLOB NOT NULL,
            completion_ids BLOB NOT NULL,
            logprobs BLOB NOT NULL,
            finish_reason TEXT NOT NULL,
            routed_experts_shape BLOB NOT NULL,
            routed_experts BLOB NOT NULL,
            exchange BLOB NOT NULL,
            request BLOB NOT NULL,
            response BLOB NOT NULL,
            digest BLOB NOT NULL,
            engine TEXT,
            inputs BLOB,
            ending BLOB,
            sha256 BLOB NOT NULL,
            PRIMARY KEY (session_id, sequence)
        ) STRICT;
        CREATE TABLE IF NOT EXISTS intents (
            session_id TEXT NOT NULL,
            key TEXT NOT NULL,
            is_generated INTEGER NOT NULL,
            attempt_id TEXT NOT NULL,
            request_digest BLOB NOT NULL,
            line TEXT,
            parent INTEGER NOT NULL,
            turn_count INTEGER NOT NULL,
            started_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            turn INTEGER,
            failure INTEGER,
            aborted BLOB,
            parked INTEGER,
            face TEXT,
            echo TEXT,
            metadata TEXT,
            reward TEXT,
            version INTEGER NOT NULL,
            sha256 BLOB NOT NULL,
            PRIMARY KEY (session_id, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS intents_by_version ON intents (session_id, version);
        CREATE TABLE IF NOT EXISTS parked (
            session_id TEXT NOT NULL,
            key TEXT NOT NULL,
            format INTEGER NOT NULL,
            request_digest BLOB NOT NULL,
            face TEXT NOT NULL,
            agent TEXT,
            line TEXT,
            body BLOB,
            parked_at TEXT NOT NULL,
            ended_at TEXT,
            failure BLOB,
            sha256 BLOB NOT NULL,
            PRIMARY KEY (session_id, key)
        ) STRICT;
        CREATE INDEX IF NOT EXISTS parked_waiting ON parked (session_id, key) WHERE ended_at IS NULL;
        """;

    /// <summary>Creates the tables of a new file, upgrades those of an earlier release, and refuses those of a later one.</summary>
    /// <returns>The version that the file had, 0 for a new one.</returns>
    /// <exception cref="InvalidDataException">The file was written by a later release.</exception>
    public static int Ensure(SqliteStatements connection)
    {
        connection.BeginWrite();
        var version = Convert.ToInt32(
            connection.Prepare("PRAGMA user_version;").ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version is < 0 or > Version)
        {
            throw new InvalidDataException($"{connection.File} has schema version {version}; this release reads versions 1 to {Version}.");
        }

        if (version is 1 or 2)
        {
            SqliteUpgrade.AddColumnsOfTurns(connection);
        }

        if (version is >= 1 and <= 3)
        {
            SqliteUpgrade.AddColumnOfIntents(connection);
        }

        if (version is >= 1 and <= 4)
        {
            SqliteUpgrade.AddColumnsOfParking(connection);
        }

        if (version == 5)
        {
            SqliteUpgrade.AddColumnOfParked(connection);
        }

        if (version is >= 1 and <= 6)
        {
            SqliteUpgrade.AddColumnOfSessions(connection);
        }

        if (version is >= 1 and <= 7)
        {
            SqliteUpgrade.AddCountOfSessions(connection);
        }

        if (version is >= 1 and <= 8)
        {
            SqliteUpgrade.AddColumnsOfTrainers(connection);
        }

        if (version is >= 1 and <= 9)
        {
            SqliteUpgrade.AddLineOfIntents(connection);
        }

        if (version == 1)
        {
            SqliteUpgrade.FromVersionOne(connection);
        }

        connection.Execute(Tables);
        connection.Execute($"PRAGMA user_version = {Version};");
        connection.Commit();
        return version;
    }

    /// <summary>Settings that belong to a connection, not to the file.</summary>
    /// <remarks>
    /// FULL flushes each commit to the disk, so that an acknowledged turn also survives a power cut. On macOS a flush ends when the drive
    /// has the bytes in its own memory; <c>fullfsync</c> has it empty that, and does nothing elsewhere. SQLite's own wait for a writer of
    /// another process begins at a millisecond; without it the driver sleeps 150 ms before it asks again.
    /// </remarks>
    public static void Configure(SqliteStatements connection) => connection.Execute(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; "
        + $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds};");
}
