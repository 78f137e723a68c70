using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>What the Functions host is told is what the executable serves.</summary>
public sealed class FunctionShapeTests
{
    private static string Folder => Repository.PathTo("functions");

    [Fact]
    public async Task Functions_EachRouteThatIsDeclared_IsServedAndTheReverse()
    {
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), ServedModel.Qwen3, TestServer.Options with { IsHosted = true }, TestContext.Current.CancellationToken);

        var served = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint =>
            $"{string.Join(',', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)} {endpoint.RoutePattern.RawText!.TrimStart('/')}");

        Assert.Equal(FunctionFolders.Read(Folder).Select(function => function.Route).Order(), served.Order());
    }

    /// <summary>"The specified route conflicts with one or more built in routes": the Functions host, of routes in its own space.</summary>
    [Fact]
    public void Functions_NoRoute_IsInTheHostsOwnSpace() => Assert.All(
        FunctionFolders.Read(Folder),
        function => Assert.DoesNotMatch("^[A-Z]+ (admin|runtime)", function.Route));

    [Fact]
    public void Functions_EachFolder_HoldsTheCodeOfItsFunction()
    {
        var functions = FunctionFolders.Read(Folder);

        Assert.Equal(19, functions.Length);
        Assert.All(functions, function => Assert.True(File.Exists(Path.Combine(Folder, function.Name, $"{function.Name}Function.cs")), function.Name));
    }

    [Fact]
    public void Host_OfTheApp_StartsTheExecutableAndProxiesUnderTheApisPrefix()
    {
        var host = JsonElement.Parse(File.ReadAllBytes(Repository.PathTo("host.json")));

        Assert.Equal("2.0", host.GetProperty("version").GetString());
        var handler = host.GetProperty("customHandler");
        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        var executable = handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString()!;
        Assert.True(File.Exists(BuiltProgram.InFolder(AppContext.BaseDirectory, executable)), executable);
        Assert.Equal("api", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
    }
}
