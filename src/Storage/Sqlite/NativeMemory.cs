using System.Runtime.InteropServices;

namespace Tito.Storage.Sqlite;

/// <summary>
/// SQLite copies each value that it stores. Once such a copy was freed, glibc keeps as much for the thread that had it, up to 32 MB a
/// value, because its threshold follows what is freed until somebody sets one (mallopt(3), M_MMAP_THRESHOLD).
/// </summary>
internal static partial class NativeMemory
{
    private const int MmapThreshold = -3;
    private const int Bytes = 1 << 20;

    private static readonly Lazy<bool> Told = new(Tell);

    /// <summary>Has what is long given back to the system as soon as it is freed, where the C library is glibc. Once is enough.</summary>
    public static void GiveBackWhatIsLong() => _ = Told.Value;

    private static bool Tell()
    {
        try
        {
            return OperatingSystem.IsLinux() && SetOption(MmapThreshold, Bytes) == 1;
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
