using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tito.Server.Endpoints;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>What the Functions host is told is what the server serves.</summary>
public sealed class FunctionShapeTests
{
    private static readonly Dictionary<string, string> LevelsOfTheirOwn = new()
    {
        ["Health"] = "Anonymous",
        ["HealthLive"] = "Anonymous",
        ["HealthReady"] = "Anonymous",
        ["DrainServer"] = "Admin",
        ["ListEndpoints"] = "Admin",
        ["DrainEndpoint"] = "Admin",
        ["UndrainEndpoint"] = "Admin",
    };

    private static readonly ImmutableArray<DeclaredFunction> Functions = DeclaredFunction.Read(AppContext.BaseDirectory);

    [Fact]
    public async Task Functions_EachRouteThatIsDeclared_IsServedAndTheReverse()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), TestContext.Current.CancellationToken);

        // By the name that the host has for it: the root is a pattern of its own in each of the two fronts.
        var served = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint =>
            $"{string.Join(',', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)} {endpoint.Metadata.GetMetadata<ServedRoute>()!.Path.TrimStart('/')}");

        Assert.Equal(Functions.Where(function => function.IsHttp).Select(function => function.Trigger).Order(), served.Order());
    }

    [Fact]
    public void Functions_EachNameOfARoute_IsAFunctionsAndTheReverse()
    {
        var named = typeof(Routes).GetProperties()
            .Where(property => property.PropertyType == typeof(ServedRoute))
            .Select(property => (property.Name, Route: (ServedRoute)property.GetValue(null)!))
            .Select(pair => (pair.Name, $"{pair.Route.Method} {pair.Route.Path.TrimStart('/')}"));

        Assert.Equal(Functions.Where(function => function.IsHttp).Select(function => (function.Name, function.Trigger)), named.OrderBy(pair => pair.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void Functions_WithoutARoute_AreTheTimersAndWhatDurableFunctionsCalls() => Assert.Equal(
        [
            "CloseRun: activity", "CountShards: activity", "NightlyVerification: 0 30 2 * * *", "RunTurn: orchestration", "SessionEntity: entity",
            "SetAsideShard: activity", "SweepSessions: 0 17 * * * *", "TakeParkedTurn: activity", "VerificationRun: orchestration", "VerifyShard: activity",
        ],
        Functions.Where(function => !function.IsHttp).Select(function => $"{function.Name}: {function.Trigger}"));

    /// <summary>
    /// Whose work leads to a port that says when to act next: the adapter needs the way to Durable Functions, which the host tells to them alone.
    /// A route of a face opens the session that it names (<c>--implicit-sessions</c>), and parks turns.
    /// </summary>
    [Fact]
    public void Functions_ThatLeadToDurableFunctions_AreToldTheWay() => Assert.Equal(
        Functions.Where(function => IsOfAFace(function.Trigger)).Select(function => function.Name)
            .Concat(["CreateSession", "GetTurn", "NightlyVerification", "StartVerification", "SweepSessions", "TakeParkedTurn"])
            .Order(StringComparer.Ordinal),
        Functions.Where(function => function.HasClient).Select(function => function.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Functions_AskForTheHostsKey_ExceptHealth_AndForTheMastersWhereTheEnginesAreRun() => Assert.All(
        Functions.Where(function => function.IsHttp),
        function => Assert.Equal(LevelsOfTheirOwn.GetValueOrDefault(function.Name, "Function"), function.Level));

    /// <summary>"The specified route conflicts with one or more built in routes": the Functions host, of routes in its own space.</summary>
    [Fact]
    public void Functions_NoRoute_IsInTheHostsOwnSpace() => Assert.All(
        Functions.Where(function => function.IsHttp),
        function => Assert.DoesNotMatch("^[A-Z]+ (admin|runtime)", function.Trigger));

    /// <summary>The worker calls a function of an internal class through reflection, which it prepares anew for each call.</summary>
    [Fact]
    public void Functions_EachClass_IsPublicInAFolderOfItsName() => Assert.All(
        Functions,
        function =>
        {
            Assert.Equal($"Tito.Functions.{function.Name}.{function.Name}Function", function.Class);
            Assert.True(Assembly.Load("Tito.Functions").GetType(function.Class, throwOnError: true)!.IsPublic, function.Class);
            Assert.True(File.Exists(Repository.PathTo($"functions/{function.Name}/{function.Name}Function.cs")), function.Name);
        });

    [Fact]
    public void Host_OfTheApp_StartsTheWorkerAndRoutesUnderTheApisPrefix()
    {
        var host = JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var worker = JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "worker.config.json"))).GetProperty("description");

        Assert.Equal("2.0", host.GetProperty("version").GetString());
        Assert.False(host.TryGetProperty("customHandler", out _));
        Assert.Equal("api", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal(
            ("dotnet-isolated", "dotnet", "Tito.Functions.dll"),
            (Text("language"), Text("defaultExecutablePath"), Text("defaultWorkerPath")));

        string? Text(string name) => worker.GetProperty(name).GetString();
    }

    private static bool IsOfAFace(string trigger) => trigger.Split(' ') is ["GET" or "POST", var route]
        && (route.StartsWith("v1/", StringComparison.Ordinal) || route.StartsWith("sessions/{id}/v1/", StringComparison.Ordinal));
}
