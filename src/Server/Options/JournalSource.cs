using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Verification.Runs;
using Tito.Server.Options.Declared;
using Tito.Storage.Azure;
using Tito.Storage.Outages;
using Tito.Storage.Rows;
using Tito.Storage.Sqlite;

namespace Tito.Server.Options;

/// <summary>Where a journal is kept, as <c>--data</c> and <c>--tables</c> name it.</summary>
/// <param name="Data">The folder of the SQLite file; not looked at where <paramref name="Tables"/> is given.</param>
/// <param name="Tables">An Azure storage account's connection string, or the https address of its table service; null for SQLite.</param>
/// <param name="Seals">How its rows are sealed, and which are read.</param>
internal sealed record JournalSource(string Data, string? Tables, RowSeals Seals)
{
    /// <summary>The folder in the working directory that is taken where none is named.</summary>
    public const string DefaultData = "data";

    /// <summary>The SQLite file.</summary>
    public string File => Path.Combine(Data, "sessions.db");

    /// <summary>Reads the options <c>data</c>, <c>tables</c> and those about the seals of rows; an empty one is an unset one.</summary>
    /// <exception cref="OptionException">What they say of seals does not go together.</exception>
    public static JournalSource Read(IConfiguration configuration) => new(
        SessionDeclarations.Data.Find(configuration) ?? DefaultData,
        SessionDeclarations.Tables.Find(configuration),
        RowSealsOption.Read(configuration));

    /// <summary>Opens the journal, and creates what is missing of it.</summary>
    /// <exception cref="OptionException">The folder or the storage account cannot be used, or is none.</exception>
    public async Task<IJournal> OpenAsync()
    {
        if (Tables is { } connection)
        {
            return new GuardedJournal(await OpenTablesAsync(connection, Seals), TimeProvider.System);
        }

        return new GuardedJournal(InFolder(file => SqliteJournal.Open(file, Seals), File), TimeProvider.System);
    }

    /// <summary>Opens the store of verification runs, which lies beside the journal, and creates what is missing of it.</summary>
    /// <exception cref="OptionException">The folder or the storage account cannot be used, or is none.</exception>
    public async Task<IVerificationStore> OpenVerificationsAsync()
    {
        if (Tables is { } connection)
        {
            return await GuardAsync(() => AzureVerificationStore.OpenAsync(connection, "verifications", CancellationToken.None));
        }

        return InFolder(SqliteVerificationStore.Open, Path.Combine(Data, "verifications.db"));
    }

    private T InFolder<T>(Func<string, T> open, string file)
    {
        try
        {
            Directory.CreateDirectory(Data);
            return open(file);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or SqliteException)
        {
            var reason = DiskRoom.IsFull(Data, unusable)
                ? "its disk is full. Free some of it, or name a folder on another disk"
                : unusable.Message.TrimEnd('.');
            throw new OptionException("data", $"a folder whose journal can be used, and {file} cannot: {reason}");
        }
    }

    private static Task<AzureJournal> OpenTablesAsync(string connection, RowSeals seals) =>
        GuardAsync(() => AzureJournal.OpenAsync(connection, "sessions", seals, CancellationToken.None));

    private static async Task<T> GuardAsync<T>(Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (FormatException)
        {
            // Not what was given: a connection string has a key in it.
            throw new OptionException("tables", "an Azure storage account's connection string, or the https address of its table service");
        }
        catch (IOException unusable)
        {
            throw new OptionException("tables", $"a storage account that can be used, and this one cannot: {unusable.Message}");
        }
    }
}
