using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>A server that cannot run as it was told says in one line what to mend, and ends with 2.</summary>
public sealed class StartupTests
{
    private const string Engine = "http://127.0.0.1:1";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string[], string> Refusals => new()
    {
        { [], "--engine (or TITO_ENGINE) takes the engine's base address, as http://127.0.0.1:30000, or with " },
        { ["--engine", "ftp://host"], "--engine (or TITO_ENGINE) takes the engine's base address, as http://127.0.0.1:30000, or with sglang+, sglang-chat+, vllm+, vllm-generate+ or auto+ before http." },
        { ["--engine", "tgi+http://host"], "--engine (or TITO_ENGINE) takes the engine's base address, as http://127.0.0.1:30000, or with " },
        { ["--engine", Engine, "--engine-tokenizer", "maybe"], "--engine-tokenizer (or TITO_ENGINE_TOKENIZER) takes check or trust." },
        { ["--engine", Engine, "--engine-context", "-1"], "--engine-context (or TITO_ENGINE_CONTEXT) takes a whole number from 0 to 2147483647." },
        { ["--engine", $"{Engine},{Engine}/"], "--engine (or TITO_ENGINE) takes addresses of which no two are alike." },
        { ["--engine", Engine, "--engine", "nowhere"], "--engine (or TITO_ENGINE) takes the engine's base address, as http://127.0.0.1:30000, or with " },
        { ["--engine", Engine, "--engine-slack", "10001"], "--engine-slack (or TITO_ENGINE_SLACK) takes a whole number from 0 to 10000." },
        { ["--engine", Engine, "--engine-max-in-flight", "0"], "--engine-max-in-flight (or TITO_ENGINE_MAX_IN_FLIGHT) takes a whole number from 1 to 2147483647." },
        {
            ["--engine", Engine, "--address", "0.0.0.0"],
            "--api-key (or TITO_API_KEY) takes a key for clients, or --api-keys a file of them, because --address is not loopback and nothing listens there without authentication."
        },
        { ["--engine", Engine, "--port", "65536"], "--port (or TITO_PORT) takes a whole number from 0 to 65535." },
        { ["--engine", Engine, "--engine-timeout", "0"], "--engine-timeout (or TITO_ENGINE_TIMEOUT) takes a whole number from 1 to 86400." },
        { ["--engine", Engine, "--family", "none"], "--family (or TITO_FAMILY) takes one of deepseekv32, deepseekv4, default, " },
        { ["--engine", Engine, "--family-file", "no-such.json"], "--family-file (or TITO_FAMILY_FILE) takes a file that can be read, with its template; no-such.json cannot: " },
        { ["--engine", Engine, "--routed-experts", "48x8"], "--routed-experts (or TITO_ROUTED_EXPERTS) takes whole:LAYERSxTOPK or additive:LAYERSxTOPK, as additive:48x8." },
        { ["--engine", Engine, "--routed-experts", "whole:48x0"], "--routed-experts (or TITO_ROUTED_EXPERTS) takes whole:LAYERSxTOPK or additive:LAYERSxTOPK, as additive:48x8." },
        { ["--engine", Engine, "--tables", "no account"], "--tables (or TITO_TABLES) takes an Azure storage account's connection string, or the https address of its table service." },
        { ["--engine", Engine, "--tables", "http://account.table.core.windows.net"], "--tables (or TITO_TABLES) takes an Azure storage account's connection string, or the https address of its table service." },
        { ["--engine", Engine, "--template-arguments", """{"\ud800":1}"""], "--template-arguments (or TITO_TEMPLATE_ARGUMENTS) takes a JSON object." },
        { ["--engine", Engine, "--template-arguments", "[1]"], "--template-arguments (or TITO_TEMPLATE_ARGUMENTS) takes a JSON object." },
        { ["--engine", Engine, "--address", "192.0.2.1", "--api-key", "k"], "--address (or TITO_ADDRESS) takes an address of this machine, and 192.0.2.1 cannot be used: " },
        { ["--engine", Engine, "--template-arguments", "{"], "--template-arguments (or TITO_TEMPLATE_ARGUMENTS) takes a JSON object." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Server_WhenAnOptionCannotBeUsed_EndsWith2AndSaysWhatItTakes(string[] options, string message)
    {
        using var data = new TempFolder();
        string[] port = options.Contains("--port") ? [] : ["--port", "0"];
        var end = await ProgramRun.RunAsync(BuiltProgram.Server, [.. port, .. options, "--data", data.Path], "", Ends);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.StartsWith("tito: " + message, end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Server_WhenTheAssetsAreMissing_EndsWith2AndNamesTheCommandThatBringsThem()
    {
        using var folder = new TempFolder();

        var end = await ProgramRun.RunAsync(
            BuiltProgram.Server, ["--engine", Engine, "--port", "0", "--data", folder.Path, "--assets", folder.Path], "", Ends);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("tokenizer.json", end.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet msbuild assets/Assets.proj", end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Server_WhenTheFolderIsAFile_EndsWith2AndNamesIt()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("notes"), "x", Ends);

        var end = await ProgramRun.RunAsync(BuiltProgram.Server, ["--engine", Engine, "--port", "0", "--data", folder.File("notes")], "", Ends);

        Assert.Equal(2, end.ExitCode);
        Assert.StartsWith($"tito: --data (or TITO_DATA) takes a folder whose journal can be used, and {folder.File("notes")}", end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Server_WhenTheFamilyFileIsNotUnicode_EndsWith2AndOneLine()
    {
        using var folder = new TempFolder();
        foreach (var text in new[] { """{"name":"c","\ud800":1}""", """{"name":"\ud800"}""", """{"name":"c","template":"\udfff"}""" })
        {
            await File.WriteAllTextAsync(folder.File("family.json"), text, Ends);

            var end = await ProgramRun.RunAsync(
                BuiltProgram.Server, ["--engine", Engine, "--port", "0", "--data", folder.Path, "--family-file", folder.File("family.json")], "", Ends);

            Assert.Equal(2, end.ExitCode);
            Assert.StartsWith("tito: family file: ", end.Error, StringComparison.Ordinal);
            Assert.Single(end.Error.Trim().Split('\n'));
        }
    }

    [Fact]
    public async Task Server_WhenTheJournalIsNoDatabase_EndsWith2AndLeavesTheFileAlone()
    {
        using var data = new TempFolder();
        await File.WriteAllTextAsync(data.File("sessions.db"), "no database at all, but somebody's notes", Ends);

        var end = await ProgramRun.RunAsync(BuiltProgram.Server, ["--engine", Engine, "--port", "0", "--data", data.Path], "", Ends);

        Assert.Equal(2, end.ExitCode);
        Assert.Single(end.Error.Trim().Split('\n'));
        Assert.Equal("no database at all, but somebody's notes", await File.ReadAllTextAsync(data.File("sessions.db"), Ends));
    }
}
