using System.Diagnostics;
using System.Globalization;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>A SQLite file on a disk that is full: a tmpfs of 8 MB in a mount namespace, which a process that sleeps keeps.</summary>
internal sealed class DiskOutage : IOutage
{
    private const int Bytes = 8 << 20;

    private readonly TempFolder _data = new();
    private ProgramRun? _holder;

    public string Name => "SQLite, disk full";

    /// <summary>Whether this user may mount a file system in a namespace of its own.</summary>
    public static bool IsPermitted { get; } = OperatingSystem.IsLinux() && Try();

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _holder = ProgramRun.Start(
            "unshare",
            ["--map-root-user", "--mount", "sh", "-c", $"mount -t tmpfs -o size={Bytes} tmpfs '{_data.Path}' && echo mounted && exec sleep 1000"]);
        await _holder.WaitForAsync("mounted", cancellationToken);
    }

    public ProgramRun Start(params string[] more) => ProgramRun.Start(
        "nsenter",
        [
            "--target", _holder!.Id.ToString(CultureInfo.InvariantCulture), "--user", "--mount", "--preserve-credentials",
            BuiltProgram.Server, "--port", "0", "--data", _data.Path, .. more,
        ]);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                await filler.WriteAsync(block, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public Task EndAsync(CancellationToken cancellationToken)
    {
        File.Delete(Filler);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _holder?.Dispose();
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The file in the holder's namespace.</summary>
    private string Filler => $"/proc/{_holder!.Id}/root{_data.File("filler")}";

    private static bool Try()
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
            {
                RedirectStandardError = true,
            })!;
            asked.WaitForExit();
            return asked.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
