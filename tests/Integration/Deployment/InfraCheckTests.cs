using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deployment;

/// <summary>The gate's check of infra/ finds what Bicep merely warns of.</summary>
public sealed class InfraCheckTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("modules/network.bicep", "\nparam unused string\n", "no-unused-params")]
    [InlineData("modules/identity.bicep", "\nresource other 'Microsoft.Storage/storageAccounts@1999-01-01' existing = {\n  name: name\n}\noutput other string = other.id\n", "BCP081")]
    [InlineData("production.bicepparam", "\nparam nobody = 'knows'\n", "BCP259")]
    [InlineData("smoke.sh", "\nrm -rf $url/\n", "SC2086")]
    public async Task Check_OfASeededFinding_Fails(string file, string seed, string finding)
    {
        using var folder = new TempFolder();
        foreach (var path in Directory.GetFiles(Repository.PathTo("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = folder.File(Path.GetRelativePath(Repository.PathTo("infra"), path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        await File.AppendAllTextAsync(folder.File(file), seed, Ends);

        var ended = await ProgramRun.RunAsync(Repository.PathTo("infra", "check.sh"), [folder.Path], "", Ends);

        Assert.SkipWhen(ended.Error.Contains("shellcheck is missing, the scripts were not checked", StringComparison.Ordinal) && file.EndsWith(".sh", StringComparison.Ordinal), "no shellcheck here");
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(finding, ended.Output, StringComparison.Ordinal);
        Assert.Contains("check.sh: something was found", ended.Error, StringComparison.Ordinal);
    }
}
