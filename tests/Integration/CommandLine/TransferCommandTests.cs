using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Tito.Cli;
using Tito.Cli.Export;
using Tito.Storage.InMemory;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito export</c> and <c>tito import</c>, as processes over journals of their own.</summary>
public sealed class TransferCommandTests(AzureAccount account) : IDisposable
{
    private static readonly string Tree = Golden("300-exported-tree.json");
    private static readonly string Experts = Golden("310-exported-experts.json");

    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Export_OfAnImportedFile_WritesASessionThatTheServerVerifiesAndReplays()
    {
        var imported = await DoneAsync("import", Tree, "--data", Data);
        var id = imported.GetProperty("session_id").GetString()!;
        Assert.Equal(Digest(Tree), imported.GetProperty("digest").GetString());

        using var server = ProgramRun.Start(BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--port", "0", "--data", Data]);
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
        var verdict = await client.PostAsync($"sessions/{id}/verify", "");
        var exported = await DoneAsync("export", id, "--data", Data, "--out", _folder.File("out/"));

        Assert.True(verdict.Json.GetProperty("verified").GetBoolean(), verdict.Text);
        Assert.Equal((7, 372, Digest(Tree)), (exported.GetProperty("turns").GetInt32(), exported.GetProperty("tokens").GetInt32(), exported.GetProperty("digest").GetString()));
        Assert.Equal(Path.Combine(_folder.Path, "out", $"{id}.json"), exported.GetProperty("file").GetString());

        // The oracle saw the recorded parts of the first file, and those of the second are the same: its expectations hold for both.
        var file = JsonNode.Parse(await File.ReadAllTextAsync(exported.GetProperty("file").GetString()!, Ends))!;
        Expect(file, JsonNode.Parse(await File.ReadAllTextAsync(Tree, Ends))!);
        await File.WriteAllTextAsync(_folder.File("expected.json"), file.ToJsonString(), Ends);
        Assert.Equal(0, (await TitoCommand.RunAsync("", "replay", _folder.File("expected.json"))).ExitCode);
    }

    /// <summary>Its sample says so as long as it is in its journal; of an imported one nothing does.</summary>
    [Fact]
    public async Task Export_OfASessionWithALostTurn_SaysWhatTheFileDoesNotHave()
    {
        var id = "";
        foreach (var delay in (string[])["0", "60000"])
        {
            using var server = ProgramRun.Start(BuiltProgram.CommandLine, ["serve", "--simulated", "--port", "0", "--data", Data, "--first-token-ms", delay]);
            using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
            if (delay == "0")
            {
                id = await client.OpenAsync();
                await client.TakeAsync(id, new Conversation().User("Hi").Body());
                continue;
            }

            var turn = client.ChatAsync(id, new Conversation().User("Hi").Body(), ("Idempotency-Key", "k"));
            while ((await client.ViewAsync(id)).Metadata.GetProperty("status").GetProperty("pending").GetArrayLength() == 0)
            {
                // Each look is a request, which takes its time.
            }

            server.Kill();
            Assert.NotNull(await Record.ExceptionAsync(() => turn));
        }

        const string Said = "1 turns were asked for and are not there";
        var (file, told) = (_folder.File("a.json"), await TitoCommand.RunAsync("", "export", id, "--data", Data));
        Assert.Contains(Said, told.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await DoneAsync("export", id, "--data", Data, "--out", file)).GetProperty("missing").GetInt32());
        Assert.Contains(Said, (await TitoCommand.RunAsync("", "export", id, "--data", Data, "--out", file)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfADemosRecording_TakesEveryTurnAgainAndComesToItsDigest()
    {
        var recording = _folder.File("demo.json");
        var demo = await TitoCommand.RunAsync("", "demo", "--record", recording, "--json");
        await TitoCommand.RunAsync("", "import", Tree, Experts, "--data", Data);

        var imported = await DoneAsync("import", recording, "--data", Data);

        Assert.Equal(JsonElement.Parse(demo.Output).GetProperty("digest").GetString(), imported.GetProperty("digest").GetString());
        var exported = await TitoCommand.RunAsync("", "export", imported.GetProperty("session_id").GetString()!, "--data", Data);
        Assert.Equal((0, ""), (exported.ExitCode, exported.Error));
        var file = JsonElement.Parse(exported.Output);
        Assert.Equal(2, file.GetProperty("version").GetInt32());
        Assert.Equal(100_000, file.GetProperty("settings").GetProperty("max_rollback").GetInt32());
    }

    [Fact]
    public async Task Import_WhenTheIdIsKeptTwice_RefusesTheSecond()
    {
        var first = await DoneAsync("import", Tree, "--data", Data, "--keep-id");
        var second = await TitoCommand.RunAsync("", "import", Tree, "--data", Data, "--keep-id");

        var id = JsonNode.Parse(await File.ReadAllTextAsync(Tree, Ends))!["recorded"]!["session_id"]!.GetValue<string>();
        Assert.Equal(id, first.GetProperty("session_id").GetString());
        Assert.Equal((1, $"tito: {Tree}: session {id} is in this journal already; without --keep-id the file gets an id of its own\n"), (second.ExitCode, second.Error));
        Assert.Equal(7, (await DoneAsync("export", id, "--data", Data, "--out", _folder.File("x.json"))).GetProperty("turns").GetInt32());
        Assert.Equal(1, (await TitoCommand.RunAsync("", "import", Golden("200-cut-off.json"), "--data", Data, "--keep-id")).ExitCode);
    }

    [Fact]
    public async Task Import_WhenOneFileIsDamaged_NamesThePlaceAndStoresTheOthers()
    {
        var node = JsonNode.Parse(await File.ReadAllTextAsync(Tree, Ends))!;
        var ids = node["turns"]![2]!["completion"]!["ids"]!;
        ids[3] = ids[3]!.GetValue<int>() + 1;
        var damaged = _folder.File("damaged.json");
        await File.WriteAllTextAsync(damaged, node.ToJsonString(), Ends);

        var end = await TitoCommand.RunAsync("", "import", damaged, Experts, "--data", Data);

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith($"tito: [1/2] {damaged}: turns[2].expected.token_ids: token ", end.Error, StringComparison.Ordinal);
        Assert.StartsWith("[2/2] ok  session ", Assert.Single(end.Lines), StringComparison.Ordinal);
        Assert.Equal(1L, CountOfSessions());
    }

    [Fact]
    public async Task Export_OfAll_WritesEverySessionOfTheJournal()
    {
        string[] ids = [await ImportedAsync(Tree), await ImportedAsync(Experts)];

        var end = await TitoCommand.RunAsync("", "export", "--all", "--data", Data, "--out", _folder.File("out"));

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal(ids.Select(id => $"{id}.json").Order(), Directory.EnumerateFiles(_folder.File("out")).Select(Path.GetFileName).Order());
        Assert.Equal(2, (await TitoCommand.RunAsync("", "export", ids[0], "--all", "--data", Data)).ExitCode);
        Assert.Equal(2, (await TitoCommand.RunAsync("", "export", "--data", Data)).ExitCode);
    }

    /// <summary>It was opened, and its first turn is yet to come: no fault of anybody, unless it was asked for.</summary>
    [Fact]
    public async Task Export_OfASessionWithoutATurn_IsPassedOverAmongAllAndRefusedByName()
    {
        var full = await ImportedAsync(Tree);
        using var server = ProgramRun.Start(BuiltProgram.CommandLine, ["serve", "--simulated", "--port", "0", "--data", Data]);
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
        var empty = await client.OpenAsync();

        var all = await TitoCommand.RunAsync("", "export", "--all", "--data", Data, "--out", _folder.File("out"));
        var named = await TitoCommand.RunAsync("", "export", empty, "--data", Data, "--out", _folder.File("x.json"));

        const string Why = "the session has no turns, and a file has one or more";
        Assert.Equal(0, all.ExitCode);
        Assert.EndsWith($"/2] {empty}: passed over: {Why}\n", all.Error, StringComparison.Ordinal);
        Assert.Contains($"ok  session {full}", Assert.Single(all.Lines), StringComparison.Ordinal);
        Assert.Equal([$"{full}.json"], Directory.EnumerateFiles(_folder.File("out")).Select(Path.GetFileName));
        Assert.Equal((1, $"tito: {empty}: {Why}\n"), (named.ExitCode, named.Error));
        Assert.False(File.Exists(_folder.File("x.json")));
    }

    /// <summary>The sweep may delete a session between the listing and its turn.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Export_OfASessionThatIsGone_FailsWhereItWasNamed(bool isNamed, int exitCode)
    {
        var printer = new TransferPrinter(asJson: false, isSilent: false, total: 1);

        await ExportCommand.ExportAsync(
            new(new InMemoryJournal()), new('a', 32), isNamed, ExportTarget.Find(_folder.File("out"), sessionCount: null), printer, Ends);

        Assert.Equal(exitCode, printer.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(_folder.File("out")));
    }

    [Fact]
    public async Task Export_WhenASessionIsDamagedOrMissing_NamesTheRowAndWritesTheOthers()
    {
        var (good, bad) = (await ImportedAsync(Tree), await ImportedAsync(Experts));
        Execute($"UPDATE turns SET finish_reason = 'abort' WHERE session_id = '{bad}' AND sequence = 3");

        var end = await TitoCommand.RunAsync("", "export", bad, new string('0', 32), "../x", good, "--data", Data, "--out", _folder.File("out"));

        Assert.Equal(1, end.ExitCode);
        var errors = end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"tito: [1/4] {bad}: Session {bad}, row turn-00000003: its bytes are not those ", errors[0], StringComparison.Ordinal);
        Assert.Equal([$"tito: [2/4] {new string('0', 32)}: there is no such session in this journal", "tito: [3/4] ../x: there is no such session in this journal"], errors[1..]);
        Assert.Equal([$"{good}.json"], Directory.EnumerateFiles(_folder.File("out")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("--data (or TITO_DATA) takes the folder of a journal", "export", "0", "--data", "nowhere")]
    [InlineData("--out (or TITO_OUT) takes a folder for 2 sessions", "export", "0", "1", "--data", "nowhere")]
    [InlineData("--tables (or TITO_TABLES) takes a journal in place of the one that --data names", "export", "0", "--data", "nowhere", "--tables", "x")]
    [InlineData("--tables (or TITO_TABLES) takes an Azure storage account's connection string", "export", "0", "--tables", "x")]
    [InlineData("nowhere.json: there is no such file or folder.", "import", "nowhere.json", "--data", "nowhere")]
    public async Task Command_WhenItCannotBegin_SaysWhyInOneLineAndEndsWith2(string expected, params string[] arguments)
    {
        var end = await TitoCommand.RunAsync("", arguments);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Contains(expected, Assert.Single(end.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists("nowhere"));
    }

    [Fact]
    public async Task Export_FromAStorageAccount_WritesWhatAFileGaveIt()
    {
        var imported = await DoneAsync("import", Experts, "--tables", account.Connection);
        var exported = await TitoCommand.RunAsync("", "export", imported.GetProperty("session_id").GetString()!, "--tables", account.Connection);

        Assert.Equal((0, ""), (exported.ExitCode, exported.Error));
        Assert.Equal(Digest(Experts), JsonElement.Parse(exported.Output).GetProperty("recorded").GetProperty("tip").GetString());
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static string Golden(string name) => Repository.PathTo("tests", "Golden", "corpus", "trajectories", name);

    private static string? Digest(string golden) => JsonElement.Parse(File.ReadAllText(golden)).GetProperty("expected").GetProperty("digest").GetString();

    private async Task<string> ImportedAsync(string file) => (await DoneAsync("import", file, "--data", Data)).GetProperty("session_id").GetString()!;

    /// <summary>Runs a command for one session, which must succeed, and gives what it says.</summary>
    private static async Task<JsonElement> DoneAsync(params string[] arguments)
    {
        var end = await TitoCommand.RunAsync("", [.. arguments, "--json"]);
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        return JsonElement.Parse(Assert.Single(end.Lines));
    }

    private static void Expect(JsonNode file, JsonNode golden)
    {
        file["expected"] = golden["expected"]!.DeepClone();
        foreach (var (turn, expected) in file["turns"]!.AsArray().Zip(golden["turns"]!.AsArray()))
        {
            turn!["expected"] = expected!["expected"]!.DeepClone();
        }
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "sessions.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: the statements are constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private object? CountOfSessions() => Execute("SELECT count(*) FROM sessions");
}
