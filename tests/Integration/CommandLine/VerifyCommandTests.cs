using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito verify</c>, as a process: of files that the oracle has seen, and of a journal.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private static readonly string Tree = Repository.PathTo("tests", "Golden", "corpus", "trajectories", "300-exported-tree.json");

    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Verify_OfAFileAndOfTheSessionThatCameOfIt_GivesTheOraclesDigest()
    {
        var expected = JsonElement.Parse(await File.ReadAllTextAsync(Tree, Ends)).GetProperty("expected").GetProperty("digest").GetString();
        var imported = await TitoCommand.RunAsync("", "import", Tree, "--data", _folder.File("data"), "--json");
        var session = JsonElement.Parse(imported.Output).GetProperty("session_id").GetString()!;

        var verified = await TitoCommand.RunAsync("", "verify", Tree, session, "--data", _folder.File("data"), "--json");

        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        var lines = verified.Lines.Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal([expected, expected], lines.Select(line => line.GetProperty("digest").GetString()));
        Assert.Equal([7, 7], lines.Select(line => line.GetProperty("turns").GetInt32()));
        Assert.Equal((JsonValueKind.String, JsonValueKind.Null), (lines[0].GetProperty("file").ValueKind, lines[1].GetProperty("file").ValueKind));
    }

    [Fact]
    public async Task Verify_OfAFileInWhichATokenWasChanged_NamesTheTurn()
    {
        var text = await File.ReadAllTextAsync(Tree, Ends);
        var at = text.LastIndexOf("\"completion\"", StringComparison.Ordinal);
        var ids = text.IndexOf("\"ids\"", at, StringComparison.Ordinal);
        var number = text.IndexOfAny([.. "123456789"], ids);
        await File.WriteAllTextAsync(_folder.File("x.json"), text[..number] + (text[number] == '1' ? '2' : '1') + text[(number + 1)..], Ends);

        var verified = await TitoCommand.RunAsync("", "verify", _folder.File("x.json"), Tree);

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("x.json: turns[6]", verified.Error, StringComparison.Ordinal);
        Assert.Contains("[2/2] ok  session ", verified.Output, StringComparison.Ordinal);
    }

    /// <summary>What is verified every night has both in one folder.</summary>
    [Fact]
    public async Task Verify_OfAFolderWithGoldenPrompts_PassesThemOver()
    {
        var corpus = Directory.CreateDirectory(_folder.File("corpus")).FullName;
        await File.WriteAllTextAsync(Path.Combine(corpus, "qwen3.prompts.json"), """{"format":"tito.golden-prompts"}""", Ends);
        var alone = await TitoCommand.RunAsync("", "verify", corpus);
        File.Copy(Tree, Path.Combine(corpus, "tree.json"));

        foreach (var command in (string[][])[["verify"], ["import", "--data", _folder.File("data")], ["replay", "--in-process"], ["drift", "current", "current"]])
        {
            var end = await TitoCommand.RunAsync("", [.. command, corpus]);
            Assert.True(end.ExitCode == 0, $"{command[0]}: {end.Output}{end.Error}");
        }

        Assert.Equal((2, $"tito: {corpus} holds no golden trajectories.\n"), (alone.ExitCode, alone.Error));
        var named = await TitoCommand.RunAsync("", "replay", Path.Combine(corpus, "qwen3.prompts.json"));
        Assert.Equal(2, named.ExitCode);
        Assert.Contains("holds golden prompts: tito verify-night asks engines for them", named.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfWhatIsNoSession_OrHasNoDigests_EndsWith1()
    {
        await TitoCommand.RunAsync("", "import", Tree, "--data", _folder.File("data"));
        await TitoCommand.RunAsync("", "demo", "--record", _folder.File("demo.json"));

        var nobody = await TitoCommand.RunAsync("", "verify", "nobody", "--data", _folder.File("data"));
        var recording = await TitoCommand.RunAsync("", "verify", _folder.File("demo.json"));

        Assert.Equal((1, "tito: nobody: is neither a file nor a session of the journal.\n"), (nobody.ExitCode, nobody.Error));
        Assert.Equal(1, recording.ExitCode);
        Assert.Contains("recorded: is missing: the file comes from no journal", recording.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfASessionWithARowThatWasChanged_NamesTheRow()
    {
        var imported = await TitoCommand.RunAsync("", "import", Tree, "--data", _folder.File("data"), "--json");
        var session = JsonElement.Parse(imported.Output).GetProperty("session_id").GetString()!;
        await using (var connection = new SqliteConnection($"Data Source={_folder.File("data/sessions.db")}"))
        {
            await connection.OpenAsync(Ends);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE turns SET completion_ids = CAST(completion_ids || x'00000000' AS BLOB) WHERE sequence = 3";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Ends));
        }

        var verified = await TitoCommand.RunAsync("", "verify", session, "--data", _folder.File("data"));

        Assert.Equal((1, ""), (verified.ExitCode, verified.Output));
        Assert.Contains(session, verified.Error, StringComparison.Ordinal);
        Assert.Contains("turn", verified.Error, StringComparison.Ordinal);
    }
}
