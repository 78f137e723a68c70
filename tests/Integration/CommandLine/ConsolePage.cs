using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>
/// Runs the commands of a page one after the other in a folder of its own, in which <c>tests</c> is the repository's. A command that ends
/// with <c>&amp;</c> goes on until the page is done, and <c>$PORT</c> is a free port.
/// </summary>
internal sealed class ConsolePage : IDisposable
{
    private const string Behind = " &";

    private readonly TempFolder _folder = new();
    private readonly List<ProgramRun> _running = [];
    private readonly (string, string)[] _environment =
    [
        ("PATH", $"{Path.GetDirectoryName(BuiltProgram.CommandLine)}:{Environment.GetEnvironmentVariable("PATH")}"),
        ("PORT", FreePort().ToString(CultureInfo.InvariantCulture)),
    ];

    private int _ended;

    public ConsolePage() => Directory.CreateSymbolicLink(_folder.File("tests"), Repository.PathTo("tests"));

    /// <summary>Runs a command, and gives what it prints on both streams.</summary>
    public async Task<string> RunAsync(ConsoleExample example, CancellationToken cancellationToken)
    {
        if (example.Command == "echo $?")
        {
            return _ended.ToString(CultureInfo.InvariantCulture);
        }

        if (example.Command.EndsWith(Behind, StringComparison.Ordinal))
        {
            var behind = Start($"exec {example.Command[..^Behind.Length]} 2>&1");
            _running.Add(behind);
            var said = example.Printed.Split('…')[0];
            return said + await behind.WaitForAsync(said, cancellationToken);
        }

        using var run = Start($"{{ {example.Command}\n}} 2>&1");
        run.CloseInput();
        var end = await run.EndAsync(cancellationToken);
        _ended = end.ExitCode;
        return end.Output;
    }

    public void Dispose()
    {
        foreach (var run in _running)
        {
            run.Dispose();
        }

        Directory.Delete(_folder.File("tests")); // The link, and not what it leads to.
        _folder.Dispose();
    }

    private ProgramRun Start(string script) => ProgramRun.StartIn(_folder.Path, "bash", ["-c", script], _environment);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
