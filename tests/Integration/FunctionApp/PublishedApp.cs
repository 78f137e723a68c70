using Tito.Server.Options;
using Tito.Tests.Support;
using Tito.Tests.Support.FunctionsHost;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The folder that is deployed, published once for all tests that start from it.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    public const string Name = "The published app";

    private readonly TempFolder _folder = new();

    public string Folder => _folder.Path;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // No build server and no second node may outlive the test.
        var publish = await ProgramRun.RunAsync(
            "dotnet",
            ["publish", Repository.PathTo("functions"), "-c", "Release", "-o", Folder, "--no-restore", "-nodeReuse:false", "-p:UseSharedCompilation=false"],
            "",
            Ends);
        Assert.True(publish.ExitCode == 0, publish.Output);
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

    /// <summary>The app by itself.</summary>
    internal async Task<(ProgramRun Run, Uri Root)> StartAloneAsync(Uri engine, TempFolder data, params (string Name, string Value)[] settings)
    {
        var run = ProgramRun.Start(BuiltProgram.InFolder(Folder, "Tito.Functions"), ["--port", "0"], [.. Settings(engine, data), .. settings]);
        return (run, new($"{await run.WaitForAsync("Now listening on: ", Ends)}/api/"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static (string Name, string Value)[] Settings(Uri engine, TempFolder data) => [.. Settings(engine), ("TITO_DATA", data.Path)];

    private static (string Name, string Value)[] Settings(Uri engine) =>
    [
        ("TITO_ENGINE", engine.AbsoluteUri),
        ("TITO_ASSETS", Path.GetFullPath(AssetFolder.Find(null))),
    ];
}
