using System.Net;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The published folder is what the Functions host accepts, and its executable answers by itself as well.</summary>
[Collection(PublishedApp.Name)]
public sealed class PublishTests(PublishedApp app)
{
    private static readonly string[] Sources = [".cs", ".csproj", ".props", ".targets", ".lock.json"];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public void Folder_HasTheLayoutOfAnIsolatedWorker()
    {
        Assert.Equal(File.ReadAllText(Repository.PathTo("functions/host.json")), File.ReadAllText(Path.Combine(app.Folder, "host.json")));
        Assert.True(File.Exists(BuiltProgram.InFolder(app.Folder, "Tito.Functions")));
        Assert.Equal(DeclaredFunction.Read(AppContext.BaseDirectory), DeclaredFunction.Read(app.Folder));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(app.Folder, "*", SearchOption.AllDirectories),
            file => Sources.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));
    }

    /// <summary>The file of Microsoft.AspNet.WebApi.Client, a package under Microsoft's own terms.</summary>
    [Fact]
    public void Folder_HasNothingOfThePackageUnderForeignTerms()
    {
        Assert.Empty(Directory.EnumerateFiles(app.Folder, "System.Net.Http.Formatting.dll", SearchOption.AllDirectories));
        Assert.All(
            Directory.EnumerateFiles(app.Folder, "*.deps.json", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("Microsoft.AspNet.WebApi.Client", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Executable_ByItself_AnswersUnderTheApisPrefix()
    {
        using var data = new TempFolder();
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        var (run, root) = await app.StartAloneAsync(simulation.BaseAddress, data);
        using var server = run;
        using var client = new SessionClient(root, Ends);

        var session = await client.OpenAsync();
        var answer = await client.ChatAsync(session, new Conversation().User("What is the weather in Zürich?").BodyWithTools());

        Assert.Equal((HttpStatusCode.OK, "0"), (answer.Status, answer.Headers["x-tito-turn"]));
    }
}
