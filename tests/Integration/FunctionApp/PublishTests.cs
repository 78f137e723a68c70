using System.Net;
using System.Net.Sockets;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The published folder is what the Functions host accepts, and its executable answers as the host calls it.</summary>
public sealed class PublishTests
{
    private static readonly string[] Sources = [".cs", ".csproj", ".props", ".targets", ".lock.json"];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_GivesTheFolderOfAFunctionAppWhoseExecutableAnswersUnderTheApisPrefix()
    {
        using var published = new TempFolder();
        await PublishAsync(published.Path);

        AssertLayout(published.Path);
        await AssertAnswersAsync(published.Path);
    }

    private static async Task PublishAsync(string folder)
    {
        // No build server and no second node may outlive the test.
        var publish = await ProgramRun.RunAsync(
            "dotnet",
            ["publish", Repository.PathTo("functions"), "-c", "Release", "-o", folder, "--no-restore", "-nodeReuse:false", "-p:UseSharedCompilation=false"],
            "",
            Ends);
        Assert.True(publish.ExitCode == 0, publish.Output);
    }

    private static void AssertLayout(string folder)
    {
        Assert.Equal(
            File.ReadAllText(Repository.PathTo("host.json")), File.ReadAllText(Path.Combine(folder, "host.json")));
        Assert.True(File.Exists(BuiltProgram.InFolder(folder, "Tito.Functions")));
        Assert.Equal(FunctionFolders.Read(Repository.PathTo("functions")), FunctionFolders.Read(folder));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories),
            file => Sources.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));
    }

    private static async Task AssertAnswersAsync(string folder)
    {
        using var data = new TempFolder();
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        var port = FreePort();
        using var handler = ProgramRun.Start(
            BuiltProgram.InFolder(folder, "Tito.Functions"),
            [],
            ("FUNCTIONS_CUSTOMHANDLER_PORT", $"{port}"),
            ("TITO_ENGINE", simulation.BaseAddress.AbsoluteUri),
            ("TITO_DATA", data.Path),
            ("TITO_ASSETS", Path.GetFullPath(AssetFolder.Find(null))));
        Assert.Equal($"http://127.0.0.1:{port}", await handler.WaitForAsync("Now listening on: ", Ends));

        using var client = new SessionClient(new($"http://127.0.0.1:{port}/api/"), Ends);
        client.Headers.Add("X-Azure-Functions-InvocationId", "6c1d1f7c-9b2e-4a39-a2bb-0d7f7a2a6b35");
        client.Headers.Add("x-ms-invocation-id", "6c1d1f7c-9b2e-4a39-a2bb-0d7f7a2a6b35");

        // The host asks for the root until it gets an answer of any kind.
        Assert.Equal((404, "route_not_found"), (await client.GetAsync("/")).Error);
        var session = await client.OpenAsync();
        var answer = await client.ChatAsync(session, new Conversation().User("What is the weather in Zürich?").BodyWithTools());
        Assert.Equal((HttpStatusCode.OK, "0"), (answer.Status, answer.Headers["x-tito-turn"]));
        await AssertBindsEveryTriggerAsync(new($"http://127.0.0.1:{port}/"), folder);
    }

    /// <summary>What stands at a declared route may miss the session, but it is never the answer that nothing stands there.</summary>
    private static async Task AssertBindsEveryTriggerAsync(Uri root, string folder)
    {
        using var host = new SessionClient(root, Ends);
        foreach (var (name, route) in FunctionFolders.Read(folder))
        {
            var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{id}", "absent", StringComparison.Ordinal));
            var answer = await host.SendAsync(new(method), path, method == "POST" ? "{}" : null);
            Assert.False(answer.Text.Contains("route_not_found", StringComparison.Ordinal) || (int)answer.Status == 405, $"{name}: {answer.Text}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
