using Tito.Server.Options;
using Tito.Tests.Integration.FunctionApp;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deployment;

/// <summary>What infra/deploy.sh packs starts where it is unpacked, with nothing else set than an engine.</summary>
[Collection(PublishedApp.Name)]
public sealed class PackageTests(PublishedApp app)
{
    private const string Key = "of-the-smoke-test-alone";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public void Package_HasTheModelsFiles_AndWhatTheFirstStartWouldWrite()
    {
        var assets = Directory.GetFiles(Path.Combine(app.Folder, "assets")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(["tokenizer.json", "tokenizer_config.json"], assets.Where(name => !name!.EndsWith(".snapshot", StringComparison.Ordinal)));
        Assert.Single(assets, name => name!.EndsWith(".snapshot", StringComparison.Ordinal));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(AssetFolder.Find(null), "tokenizer.json")),
            File.ReadAllBytes(Path.Combine(app.Folder, "assets", "tokenizer.json")));
    }

    [Fact]
    public void DryRun_PrintsEachFileOfThePackage_AndTheSteps()
    {
        var files = Directory.GetFiles(app.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(app.Folder, path));

        Assert.All(files, file => Assert.Contains($"  {file.Replace('\\', '/')}\n", app.Printed, StringComparison.Ordinal));
        Assert.Contains("az deployment group what-if ", app.Printed, StringComparison.Ordinal);
        Assert.Contains("az functionapp deployment source config-zip ", app.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smoke_OfBothFronts_Holds()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var data = new TempFolder();
        using var ownData = new TempFolder();
        await using var host = await app.StartAsync(simulation.BaseAddress, data, ("TITO_API_KEY", Key));
        var (run, root) = await app.StartAloneAsync(simulation.BaseAddress, ownData, ("TITO_API_KEY", Key));
        using var server = run;

        foreach (var url in new[] { host.Root, root })
        {
            var ended = await SmokeAsync(url, ("TITO_API_KEY", Key), ("TITO_FUNCTIONS_KEY", "the host would check it"));

            Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
            Assert.EndsWith("all held\n", ended.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, ended.Output + ended.Error, StringComparison.Ordinal);
            Assert.Contains("open a session: 401 instead of 200", (await SmokeAsync(url)).Error, StringComparison.Ordinal);
            using var client = new SessionClient(url, Ends);
            client.Headers.Authorization = new("Bearer", Key);
            Assert.Equal(0, (await client.GetAsync("sessions")).Json.GetProperty("sessions").GetArrayLength());
        }
    }

    [Fact]
    public async Task App_WithoutAssets_SaysHowToGiveThem()
    {
        using var bare = new TempFolder();
        foreach (var path in Directory.GetFiles(app.Folder))
        {
            File.Copy(path, bare.File(Path.GetFileName(path)));
        }

        using var run = ProgramRun.StartIn(
            bare.Path, BuiltProgram.InFolder(bare.Path, "Tito.Functions"), ["--engine", "http://127.0.0.1:1", "--port", "0"]);
        var ended = await run.EndAsync(Ends);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("--assets or TITO_ASSETS, publish it with the app (dotnet publish functions -p:Assets=DIR)", ended.Error, StringComparison.Ordinal);
        Assert.Single(ended.Error.TrimEnd().Split('\n'));
    }

    private static async Task<ProgramResult> SmokeAsync(Uri url, params (string Name, string Value)[] keys)
    {
        using var smoke = ProgramRun.Start(Repository.PathTo("infra", "smoke.sh"), [url.AbsoluteUri], keys);
        smoke.CloseInput();
        return await smoke.EndAsync(Ends);
    }
}
