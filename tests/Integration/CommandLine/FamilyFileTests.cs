using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>The guide's family, as its reader makes it from the two code blocks of docs/onboarding.md.</summary>
public sealed class FamilyFileTests : IDisposable
{
    private const string Hello = """{"messages":[{"role":"user","content":"Hello"}],"add_generation_prompt":true}""";

    private readonly TempFolder _folder = new();
    private readonly string _file;

    public FamilyFileTests()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/onboarding.md"));
        File.WriteAllText(Path.Combine(_folder.Path, "acme.jinja"), Block(guide, "jinja"));
        File.WriteAllText(_file = Path.Combine(_folder.Path, "acme.json"), Block(guide, "json"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Certify_OfTheGuidesFamily_CertifiesIt()
    {
        var end = await TitoCommand.RunAsync("", "certify", "--family-file", _file, "--depth", "4", "--wide-depth", "3", "--random", "200", "--json");

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Contains("\"family\":\"acme\"", end.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OfTheGuidesFamily_WritesItsTemplate()
    {
        var answers = await TitoCommand.BatchAsync([Hello], "render", "--family-file", _file, "--family", "acme");

        Assert.Equal("<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n", answers[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Splice_OfTheGuidesFamily_PutsItsFillerBehindTheStopToken()
    {
        var answers = await TitoCommand.BatchAsync(
            ["""
            {"old_messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"prefix_ids":[151645],
            "new_messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]}
            """.ReplaceLineEndings("")],
            "splice",
            "--family-file",
            _file);

        Assert.Equal([198], answers[0].GetProperty("patch").EnumerateArray().Select(id => id.GetInt32()));
    }

    [Fact]
    public async Task Server_WithTheFileInItsEnvironment_ServesTheGuidesFamily()
    {
        var token = TestContext.Current.CancellationToken;
        using var server = ProgramRun.Start(
            BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--port", "0", "--data", _folder.Path], ("TITO_FAMILY_FILE", _file));
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", token)), token);

        var models = await client.GetAsync($"sessions/{await client.OpenAsync()}/v1/models");

        Assert.Equal("acme", models.Json.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Demo_OfTheGuidesFamily_HoldsEveryCheckAndRecordsTheFamily()
    {
        var recording = Path.Combine(_folder.Path, "session.json");

        var demo = await TitoCommand.RunAsync("", "demo", "--family-file", _file, "--record", recording, "--json");

        Assert.Equal((0, ""), (demo.ExitCode, demo.Error));
        Assert.Contains("\"family\":\"acme\"", (await File.ReadAllTextAsync(recording, TestContext.Current.CancellationToken)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", "qwen3", "takes the name that --family-file declares, which is acme")]
    [InlineData("qwen3", null, "$.name: qwen3 is a built-in family")]
    [InlineData("Acme", null, "$.name: must be 1 to 64")]
    public async Task Render_WhenTheFileOrTheNameWillNotDo_SaysSoAndEndsWith2(string declared, string? named, string expected)
    {
        var json = await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_file, json.Replace("\"acme\"", $"\"{declared}\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var end = await TitoCommand.RunAsync(Hello, ["render", "--family-file", _file, .. named is null ? [] : new[] { "--family", named }]);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(expected, end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme.json")]
    [InlineData("acme.jinja")]
    public async Task Render_WhenAFileIsMissing_NamesItAndEndsWith2(string missing)
    {
        File.Delete(Path.Combine(_folder.Path, missing));

        var end = await TitoCommand.RunAsync(Hello, "render", "--family-file", _file);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(missing, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    private static string Block(string guide, string language)
    {
        var start = guide.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
