using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deployment;

/// <summary>The gate's check of infra/ finds what Bicep merely warns of.</summary>
public sealed class InfraCheckTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_OfAWarning_Fails() => await AssertFoundAsync(("modules/network.bicep", "\nparam unused string\n", "no-unused-params"));

    [Fact]
    public async Task Check_OfSeededFindings_TellsEach()
    {
        var isComplete = await AssertFoundAsync(
            ("modules/identity.bicep", "\nresource other 'Microsoft.Storage/storageAccounts@1999-01-01' existing = {\n  name: name\n}\noutput other string = other.id\n", "BCP081"),
            ("production.bicepparam", "\nparam nobody = 'knows'\n", "BCP259"),
            ("smoke.sh", "\nrm -rf $url/\n", "SC2086"));

        Assert.SkipUnless(isComplete, "no shellcheck here");
    }

    // Whether the scripts were looked at too.
    private static async Task<bool> AssertFoundAsync(params (string File, string Seed, string Finding)[] seeds)
    {
        using var folder = new TempFolder();
        foreach (var path in Directory.GetFiles(Repository.PathTo("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = folder.File(Path.GetRelativePath(Repository.PathTo("infra"), path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        foreach (var (file, seed, _) in seeds)
        {
            await File.AppendAllTextAsync(folder.File(file), seed, Ends);
        }

        var ended = await ProgramRun.RunAsync(Repository.PathTo("infra", "check.sh"), [folder.Path], "", Ends);

        var isComplete = !ended.Error.Contains("shellcheck is missing, the scripts were not checked", StringComparison.Ordinal);
        Assert.Equal(1, ended.ExitCode);
        Assert.All(
            seeds.Where(seed => isComplete || !seed.File.EndsWith(".sh", StringComparison.Ordinal)),
            seed => Assert.Contains(seed.Finding, ended.Output, StringComparison.Ordinal));
        Assert.Contains("check.sh: something was found", ended.Error, StringComparison.Ordinal);
        return isComplete;
    }
}
