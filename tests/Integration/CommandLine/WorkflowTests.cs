using System.Globalization;
using System.Text.RegularExpressions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>docs/ci/tito-replay.yml: its scripts are run as they stand there, by a shell with the built <c>tito</c> on its path.</summary>
public sealed class WorkflowTests : IDisposable
{
    private static readonly string Corpus = Repository.PathTo("tests", "Golden", "corpus");

    private static readonly (string Name, string Script)[] AllSteps =
        [.. WorkflowText.Steps(File.ReadAllText(Repository.PathTo("docs", "ci", "tito-replay.yml")))];

    private static readonly Dictionary<string, string> Scripts = AllSteps.DistinctBy(step => step.Name)
        .ToDictionary(step => step.Name, step => step.Script, StringComparer.Ordinal);

    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public void Workflow_HasTheStepsThatThisTestRuns_AndThoseThatNeedTheNetwork() => Assert.Equal(
        ["Install tito", "Fetch the tokenizer", "Export the server's sessions", "Verify what was exported", "Replay", "Drift"], Scripts.Keys);

    /// <summary>Both jobs need the model that is served: what one fetches, and the other does not, is another template.</summary>
    [Fact]
    public void Steps_OfOneName_AreOneScript()
    {
        Assert.Equal(2, AllSteps.Count(step => step.Name == "Fetch the tokenizer"));
        Assert.All(AllSteps.GroupBy(step => step.Name), steps => Assert.Single(steps.Distinct()));
    }

    [Fact]
    public async Task Steps_OverATeamsSessions_AreGreen_AndWriteTheirReports()
    {
        Trajectories("320-exported-linear.json");
        var imported = await TitoCommand.RunAsync("", "import", Path.Combine(Corpus, "trajectories", "300-exported-tree.json"), "--data", _folder.File("data"));
        Assert.Equal(0, imported.ExitCode);

        foreach (var shard in (string[])["1/2", "2/2"])
        {
            foreach (var step in (string[])["Export the server's sessions", "Verify what was exported", "Replay"])
            {
                var end = await StepAsync(step, shard);
                Assert.True(end.ExitCode == 0, $"{step}: {end.Output}{end.Error}");
            }
        }

        // Where each of the two falls is up to its name, and that of the import is made anew each time.
        var passed = Regex.Matches(await ReadAsync("summary.md"), "## tito replay: ([0-9]+) passed, 0 failed");
        Assert.Equal((2, 2), (passed.Count, passed.Sum(shard => int.Parse(shard.Groups[1].Value, CultureInfo.InvariantCulture))));
        Assert.Contains("<testsuites", await ReadAsync("reports/replay.xml"), StringComparison.Ordinal);
        Assert.Contains("<html", await ReadAsync("reports/replay.html"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Steps_OverASessionWithAChangedToken_FailAndSayWhere()
    {
        Trajectories("320-exported-linear.json");
        var path = _folder.File("trajectories/320-exported-linear.json");
        var text = await File.ReadAllTextAsync(path, Ends);
        await File.WriteAllTextAsync(path, text.Replace("\"ids\": [151644,", "\"ids\": [151643,", StringComparison.Ordinal), Ends);

        var end = await StepAsync("Replay");

        Assert.Equal(1, end.ExitCode);
        var summary = await ReadAsync("summary.md");
        Assert.Contains("## tito replay: 0 passed, 1 failed", summary, StringComparison.Ordinal);
        Assert.Contains("turn 0, tokens: prompt, token 0: expected 151643", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OfTheSetupsInTheRepository_IsToldInTheSummary()
    {
        Trajectories("320-exported-linear.json");
        Directory.CreateDirectory(_folder.File("setups"));
        await File.WriteAllTextAsync(_folder.File("setups/current.json"), "{}", Ends);
        await File.WriteAllTextAsync(_folder.File("setups/next.json"), """{"template": "new.jinja"}""", Ends);
        File.Copy(Path.Combine(Corpus, "drift", "newline.jinja"), _folder.File("setups/new.jinja"));

        var end = await StepAsync("Drift");

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        Assert.Contains("## tito drift: something drifted", await ReadAsync("summary.md"), StringComparison.Ordinal);
    }

    private void Trajectories(string name)
    {
        Directory.CreateDirectory(_folder.File("trajectories"));
        File.Copy(Path.Combine(Corpus, "trajectories", name), _folder.File($"trajectories/{name}"));
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_folder.File(name), Ends);

    /// <summary>As GitHub runs a step: by a shell that ends at the first failure.</summary>
    private async Task<ProgramResult> StepAsync(string name, string shard = "1/1")
    {
        using var run = ProgramRun.StartIn(
            _folder.Path, "bash", ["-e", "-o", "pipefail", "-c", Scripts[name]],
            ("PATH", $"{Path.GetDirectoryName(BuiltProgram.CommandLine)}:{Environment.GetEnvironmentVariable("PATH")}"),
            ("TITO_DATA", _folder.File("data")), ("SHARD", shard), ("GITHUB_STEP_SUMMARY", _folder.File("summary.md")));
        run.CloseInput();
        return await run.EndAsync(Ends);
    }
}
