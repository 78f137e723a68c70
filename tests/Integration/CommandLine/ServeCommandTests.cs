using System.Text.RegularExpressions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito serve</c> as a process, and the README's lines against it.</summary>
public sealed partial class ServeCommandTests
{
    private const string Listening = "Now listening on: ";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readme_EachCurl_WorksAsPrinted()
    {
        using var folder = new TempFolder();
        using var server = Simulated(folder);
        var root = await server.WaitForAsync(Listening, Ends);
        var readme = await File.ReadAllTextAsync(Repository.PathTo("README.md"), Ends);
        var blocks = ShellBlock().Matches(readme).Select(block => block.Groups[1].Value).Where(block => block.StartsWith("curl ", StringComparison.Ordinal));
        var script = string.Concat(blocks)
            .Replace("curl ", "curl --silent --show-error --fail-with-body -w '\\n' ", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:7071", root, StringComparison.Ordinal);

        using var shell = ProgramRun.StartIn(folder.Path, "/bin/bash", ["-euc", script]);
        var end = await shell.EndAsync(Ends);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.InRange(end.Lines.Length, 6, int.MaxValue);
        Assert.Equal("""{"session_id":"first"}""", end.Lines[0]);
        Assert.Contains("\"choices\":[{", end.Lines[1], StringComparison.Ordinal);
        Assert.Contains("\"tito_session_mismatch\":[]", end.Lines[2], StringComparison.Ordinal);
        Assert.Contains("\"verified\":true", end.Lines[4], StringComparison.Ordinal);
        Assert.InRange(new FileInfo(folder.File("samples.safetensors")).Length, 100, 1_000_000);
        await server.TerminateAsync(Ends);
        Assert.Equal(0, (await server.EndAsync(Ends)).ExitCode);
    }

    [Fact]
    public async Task Serve_AtABusyPort_EndsWith2AndOneLine()
    {
        using var folder = new TempFolder();
        using var server = Simulated(folder);
        var port = new Uri(await server.WaitForAsync(Listening, Ends)).Port;

        await AssertRefusedAsync(
            BuiltProgram.CommandLine, ["serve", "--simulated", "--port", $"{port}"], $"--port (or TITO_PORT) takes a port that is free, and 127.0.0.1:{port} is in use.");
        await AssertRefusedAsync(
            BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--port", $"{port}"], $"--port (or TITO_PORT) takes a port that is free, and 127.0.0.1:{port} is in use.");
    }

    [Theory]
    [InlineData("There is no option --prot. Did you mean --port?", "--prot", "7099")]
    [InlineData("There is no option --session-tll. Did you mean --session-ttl?", "--session-tll=60")]
    [InlineData("There is no option --apikey. Did you mean --api-key?", "--apikey", "x")]
    [InlineData("There is no option --nonsense.", "--nonsense", "1")]
    [InlineData("There is no command or argument there.", "there")]
    [InlineData("Required argument missing for option: '--port'.", "--port")]
    [InlineData("Option '--port' expects a single argument but 2 were provided.", "--port", "1", "--port", "2")]
    public async Task Server_WithOptionsThatAreNone_EndsWith2AndOneLine(string message, params string[] options)
    {
        await AssertRefusedAsync(BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", .. options], message);
        await AssertRefusedAsync(BuiltProgram.CommandLine, ["serve", "--simulated", .. options], message);
    }

    [Theory]
    [InlineData("Name a command: tito --help lists them.")]
    [InlineData("There is no command or argument sevre. Did you mean serve?", "sevre")]
    [InlineData("There is no option --jsno. Did you mean --json?", "demo", "--jsno")]
    [InlineData("Cannot parse argument 'x' for option '--seed' as a whole number.", "demo", "--seed", "x")]
    [InlineData("Cannot parse argument 'x' for option '--depth' as a whole number.", "certify", "--depth", "x")]
    [InlineData("--depth must be 2 to 12.", "certify", "--depth", "99")]
    [InlineData("--seed is of the simulated engine: give --simulated as well.", "serve", "--seed", "3")]
    [InlineData("--engine (or TITO_ENGINE) takes an engine in place of --simulated; give one of them.", "serve", "--simulated", "--engine", "http://127.0.0.1:1")]
    public Task Tito_WithOptionsThatAreNone_EndsWith2AndOneLine(string message, params string[] arguments) =>
        AssertRefusedAsync(BuiltProgram.CommandLine, arguments, message);

    [Fact]
    public async Task Executables_AskedForHelpOrVersion_AnswerAndDoNothingElse()
    {
        foreach (var (program, arguments) in new[]
        {
            (BuiltProgram.Server, new[] { "--help" }), (BuiltProgram.CommandLine, ["serve", "--help"]), (BuiltProgram.CommandLine, ["help", "serve"]),
        })
        {
            var help = await ProgramRun.RunAsync(program, arguments, "", Ends);
            Assert.Equal((0, ""), (help.ExitCode, help.Error));
            Assert.Contains("--session-ttl <N>", help.Output, StringComparison.Ordinal);
        }

        foreach (var program in new[] { BuiltProgram.Server, BuiltProgram.CommandLine })
        {
            var version = await ProgramRun.RunAsync(program, ["--version"], "", Ends);
            Assert.Equal((0, ""), (version.ExitCode, version.Error));
            Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
        }
    }

    /// <summary>Paths are of the caller's folder, and so is the journal's.</summary>
    [Fact]
    public async Task Server_WithRelativePaths_TakesThemFromTheCallersFolder()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("keys.json"), "[]", Ends);
        using var refused = ProgramRun.StartIn(folder.Path, BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--api-keys", "keys.json"]);
        Assert.Contains("keys must be one key or more", (await refused.EndAsync(Ends)).Error, StringComparison.Ordinal);

        using var server = ProgramRun.StartIn(folder.Path, BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--port", "0"]);
        await server.WaitForAsync(Listening, Ends);
        Assert.True(File.Exists(Path.Combine(folder.Path, "data", "sessions.db")));
    }

    private static ProgramRun Simulated(TempFolder folder) =>
        ProgramRun.StartIn(folder.Path, BuiltProgram.CommandLine, ["serve", "--simulated", "--port", "0", "--data", folder.Path]);

    private static async Task AssertRefusedAsync(string program, string[] arguments, string message)
    {
        var end = await ProgramRun.RunAsync(program, arguments, "", Ends);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.StartsWith("tito: " + message, end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
