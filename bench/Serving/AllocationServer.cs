using System.Globalization;
using Tito.Bench.Assets;
using Tito.Engines;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Storage.Hot;
using Tito.Storage.Sqlite;

namespace Tito.Bench.Serving;

/// <summary>
/// The server in this process, for a driver outside it: runs until its input ends, then says how many bytes it has allocated since it began to listen. Two runs
/// that differ by some turns tell what a turn allocates, without the driver's own.
/// </summary>
internal static class AllocationServer
{
    public static async Task<int> RunAsync(string engineAddress, int port)
    {
        var folder = Directory.CreateTempSubdirectory("tito-allocations");
        using var engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = new(engineAddress) }, TimeProvider.System);
        var store = SqliteJournal.Open(Path.Combine(folder.FullName, "sessions.db"));
        using var journal = new HotJournal(store, (long)ServerOptions.DefaultHotMegabytes << 20);
        await using var app = TitoApp.Build(
            new() { Port = port, LifetimeLogs = false }, new(journal, engine, Qwen3.Load(), TimeProvider.System));
        await app.StartAsync().ConfigureAwait(false);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated {GC.GetTotalAllocatedBytes(precise: true) - before} bytes"));
        SqliteJournal.ReleaseFiles(folder.FullName);
        folder.Delete(recursive: true);
        return 0;
    }
}
