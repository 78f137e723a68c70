using System.IO.Compression;
using Tito.Server.Options;
using Tito.Tests.Support;
using Tito.Tests.Support.FunctionsHost;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The package that infra/deploy.sh makes, made and unpacked once for all tests that start the app from it.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    public const string Name = "The published app";

    private readonly TempFolder _folder = new();

    public string Folder => _folder.File("app");

    /// <summary>What the script printed while it made the package.</summary>
    public string Printed { get; private set; } = "";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var package = _folder.File("tito.zip");

        // No build server and no second node may outlive the test.
        using var script = ProgramRun.Start(
            Repository.PathTo("infra", "deploy.sh"),
            ["--dry-run", "--no-restore", "--assets", Path.GetFullPath(AssetFolder.Find(null)), "--package", package],
            ("MSBUILDDISABLENODEREUSE", "1"),
            ("UseSharedCompilation", "false"));
        script.CloseInput();
        var ended = await script.EndAsync(Ends);
        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
        Printed = ended.Output;
        await ZipFile.ExtractToDirectoryAsync(package, Folder, Ends);
    }

    /// <summary>The app under the Functions host, as a test plays it.</summary>
    internal Task<FunctionsHost> StartAsync(Uri engine, TempFolder data, params (string Name, string Value)[] settings) =>
        FunctionsHost.StartAsync(Folder, [.. Settings(engine, data), .. settings], Ends);

    /// <summary>The app under the Functions host with Durable Functions, in a process of its own.</summary>
    /// <param name="engine">The engine's address.</param>
    /// <param name="storage">The connection string of a storage account with queues, where the sessions are as well.</param>
    /// <param name="settings">The app's settings besides.</param>
    internal Task<HostProcess> StartDurableAsync(Uri engine, string storage, params (string Name, string Value)[] settings) =>
        HostProcess.StartAsync(Folder, storage, $"hub{Guid.NewGuid():N}", [.. Settings(engine), ("TITO_TABLES", storage), .. settings], Ends);

    /// <summary>The app by itself, from an empty working directory.</summary>
    internal async Task<(ProgramRun Run, Uri Root)> StartAloneAsync(Uri engine, TempFolder data, params (string Name, string Value)[] settings)
    {
        var run = ProgramRun.StartIn(
            data.Path, BuiltProgram.InFolder(Folder, "Tito.Functions"), ["--port", "0"], [.. Settings(engine, data), .. settings]);
        return (run, new($"{await run.WaitForAsync("Now listening on: ", Ends)}/api/"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static (string Name, string Value)[] Settings(Uri engine, TempFolder data) => [.. Settings(engine), ("TITO_DATA", data.Path)];

    private static (string Name, string Value)[] Settings(Uri engine) => [("TITO_ENGINE", engine.AbsoluteUri)];
}
