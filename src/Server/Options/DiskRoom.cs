using Microsoft.Data.Sqlite;

namespace Tito.Server.Options;

/// <summary>Tells a failure on a full disk from others.</summary>
internal static class DiskRoom
{
    /// <summary>SQLite wants some pages to open a file, and its shared memory of 32 KiB beside it.</summary>
    private const long Least = 256 << 10;

    private const int SqliteFull = 13;

    /// <summary>
    /// Whether a failure is that of a full disk. Where a file cannot be made longer, SQLite may also say that the disk fails or that the
    /// file cannot be opened; then the room that is left says it.
    /// </summary>
    /// <param name="folder">The folder that was to be used.</param>
    /// <param name="failure">What happened.</param>
    public static bool IsFull(string folder, Exception failure)
    {
        if (failure is SqliteException { SqliteErrorCode: SqliteFull })
        {
            return true;
        }

        try
        {
            return failure is SqliteException or IOException && new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace < Least;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
