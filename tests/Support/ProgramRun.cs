using System.Diagnostics;
using System.Globalization;

namespace Tito.Tests.Support;

/// <summary>A process of one of our executables, with real pipes and an environment in which no option is set.</summary>
internal sealed class ProgramRun : IDisposable
{
    private static readonly string[] OurVariables = ["TITO_", "FUNCTIONS_", "ASPNETCORE_", "AzureWebJobs", "AzureFunctionsJobHost_", "CONTAINER_NAME"];

    private readonly Process _process;

    private ProgramRun(Process process) => _process = process;

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    public static ProgramRun Start(string path, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment) =>
        StartIn("", path, arguments, environment);

    /// <summary>The same in another working directory than the tests'.</summary>
    public static ProgramRun StartIn(
        string folder, string path, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramResult> RunAsync(
        string path, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var run = Start(path, arguments);
        await run._process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
        run.CloseInput();
        return await run.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Reads standard output up to a line with a text in it, and gives what follows the text in that line.</summary>
    public async Task<string> WaitForAsync(string text, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.IndexOf(text, StringComparison.Ordinal) is var at and >= 0)
            {
                return line[(at + text.Length)..];
            }
        }

        throw new InvalidOperationException(
            $"The program ended without '{text}': {await _process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)}");
    }

    /// <summary>Waits until the program has ended by itself.</summary>
    public async Task<ProgramResult> EndAsync(CancellationToken cancellationToken)
    {
        var output = _process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return new(_process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }

    /// <summary>SIGKILL: the program gets no chance to say or write anything more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Kill();
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>SIGKILL, without waiting for the end.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal, as <c>STOP</c>, and does not wait for what it does.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        // The framework sends no other signal than SIGKILL; every shell has this as a command of its own.
        using var shell = Process.Start("bash", ["-c", $"kill -{signal} {_process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        await shell.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>SIGTERM: asks the program to end, and waits until it has.</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("TERM", cancellationToken).ConfigureAwait(false);
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static bool IsOurs(string name) => OurVariables.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
