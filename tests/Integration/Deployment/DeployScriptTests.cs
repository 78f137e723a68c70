using System.Globalization;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deployment;

/// <summary>The order in which infra/deploy.sh asks Azure, with a stand-in for its command line, and what it refuses to begin with.</summary>
public sealed class DeployScriptTests : IDisposable
{
    private const string Key = "a-key-that-nobody-may-see";
    private const string Engine = "sglang+https://engine-that-nobody-may-see.invalid";

    private static readonly string Parameters = Repository.PathTo("infra", "development.bicepparam");

    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private string Asked => File.Exists(_folder.File("asked")) ? File.ReadAllText(_folder.File("asked")) : "";

    [Fact]
    public async Task Deploy_OfAPackage_AsksFirstWhatWouldChange_AndTellsNobodyASecret()
    {
        var ended = await DeployAsync(["--group", "g", "--deploy-package", Package(), "--parameters", Parameters, "--yes"], ("TITO_API_KEY", Key), ("TITO_ENGINE", Engine));

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
        Assert.Equal(
            ["account show", "group exists", "deployment group what-if", "deployment group create", "deployment group show", "deployment group show", "functionapp deployment source config-zip"],
            Asked.TrimEnd().Split('\n').Select(line => line[..line.IndexOf(" --", StringComparison.Ordinal)]));
        Assert.Contains($"--name the-appName --src {Package()}", Asked, StringComparison.Ordinal);
        Assert.Contains("infra/smoke.sh the-url", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody-may-see", Asked + ended.Output + ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithoutAYes_ChangesNothing()
    {
        var ended = await DeployAsync(["--group", "g", "--deploy-package", Package(), "--parameters", Parameters], ("TITO_API_KEY", Key), ("TITO_ENGINE", Engine));

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("what-if", Asked, StringComparison.Ordinal);
        Assert.DoesNotContain("create", Asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_ThatStopsAtWhatIf_ChangesNothing()
    {
        var ended = await DeployAsync(["--group", "g", "--deploy-package", Package(), "--parameters", Parameters, "--what-if"], ("TITO_API_KEY", Key), ("TITO_ENGINE", Engine));

        Assert.Equal(0, ended.ExitCode);
        Assert.DoesNotContain("create", Asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--assets is missing", "--group", "g")]
    [InlineData("no-such-folder has no tokenizer_config.json", "--assets", "no-such-folder")]
    [InlineData("--group takes a value", "--group", "--yes")]
    [InlineData("no option is called '--grup'", "--grup", "g")]
    [InlineData("absent.zip does not exist", "--deploy-package", "absent.zip")]
    [InlineData("absent.bicepparam does not exist", "--deploy-package", "PACKAGE", "--parameters", "absent.bicepparam")]
    [InlineData("--parameters is missing", "--group", "g", "--deploy-package", "PACKAGE")]
    [InlineData("--group is missing", "--deploy-package", "PACKAGE", "--parameters", "PARAMETERS")]
    [InlineData("TITO_API_KEY is missing", "--deploy-package", "PACKAGE", "--parameters", "PARAMETERS", "--group", "g")]
    public async Task Deploy_WhenSomethingIsMissing_NamesIt(string expected, params string[] arguments)
    {
        var ended = await DeployAsync([.. arguments.Select(argument => argument switch { "PACKAGE" => Package(), "PARAMETERS" => Parameters, _ => argument })]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("deploy.sh: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
        Assert.Equal("", Asked);
    }

    [Theory]
    [InlineData("deploy.sh", "usage: infra/deploy.sh")]
    [InlineData("smoke.sh", "usage: infra/smoke.sh")]
    [InlineData("check.sh", "usage: infra/check.sh")]
    public async Task Scripts_AskedForHelp_SayHowTheyAreUsed(string script, string expected)
    {
        var ended = await ProgramRun.RunAsync(Repository.PathTo("infra", script), ["--help"], "", Ends);

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith(expected, ended.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Package()
    {
        File.WriteAllText(_folder.File("tito.zip"), "a package");
        return _folder.File("tito.zip");
    }

    private async Task<ProgramResult> DeployAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var az = _folder.File("az");
        await File.WriteAllTextAsync(az, string.Create(CultureInfo.InvariantCulture, $$"""
            #!/usr/bin/env bash
            printf '%s\n' "$*" >>{{_folder.File("asked")}}
            case $* in
              'group exists'*) echo true ;;
              *outputs.*) all=$*; name=${all##*outputs.}; echo "the-${name%%.*}" ;;
            esac
            """), Ends);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var script = ProgramRun.Start(
            Repository.PathTo("infra", "deploy.sh"),
            arguments,
            [("PATH", $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}"), .. environment]);
        script.CloseInput();
        return await script.EndAsync(Ends);
    }
}
