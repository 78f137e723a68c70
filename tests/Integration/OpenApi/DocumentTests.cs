using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Tito.Server.Endpoints;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.OpenApi;

/// <summary>docs/openapi.json is an OpenAPI document, and has the server's routes and settings and no others.</summary>
public sealed partial class DocumentTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public void Document_IsReadAsOpenApiWithoutAnError()
    {
        var read = OpenApiDocument.Parse(ApiDocument.Text, "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public void Document_HasEachRouteByItsNameWithItsScope_AndNoOther()
    {
        var served = typeof(Routes).GetProperties()
            .Where(property => property.PropertyType == typeof(ServedRoute))
            .Select(property => (property.Name, Route: (ServedRoute)property.GetValue(null)!))
            .Select(each => $"{each.Route.Method} {Plain(each.Route.Path)} {each.Name}");

        Assert.Equal(
            served.Order(StringComparer.Ordinal),
            ApiDocument.Operations
                .Select(each => $"{each.Method} {each.Path} {each.Operation.GetProperty("operationId").GetString()}")
                .Order(StringComparer.Ordinal));
        Assert.All(ApiDocument.Operations.Where(each => each.Operation.TryGetProperty("x-scope", out _)), each =>
        {
            var route = (ServedRoute)typeof(Routes).GetProperty(each.Operation.GetProperty("operationId").GetString()!)!.GetValue(null)!;
            Assert.Equal(each.Operation.GetProperty("x-scope").GetString(), route.Scope.ToString(), ignoreCase: true);
        });
    }

    [Fact]
    public void Document_EachNameInAPath_IsAParameterOfIt() => Assert.All(ApiDocument.Operations, each =>
    {
        var read = OpenApiDocument.Parse(ApiDocument.Text, "json").Document!;
        var operation = read.Paths[each.Path].Operations![HttpMethod.Parse(each.Method)];

        Assert.Equal(
            Names().Matches(each.Path).Select(match => match.Groups[1].Value),
            (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path).Select(parameter => parameter.Name!));
    });

    /// <summary>The server lists its settings where it refuses one.</summary>
    [Fact]
    public async Task Settings_OfTheDocument_AreThoseThatTheServerTakes()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var settings = ApiDocument.Schema("SessionSettings").GetProperty("properties");

        var refused = await client.PostAsync("sessions", """{"colour":1}""");
        var taken = refused.Message[(refused.Message.IndexOf("there are ", StringComparison.Ordinal) + 10)..].TrimEnd('.');

        Assert.Equal(
            taken.Replace(" and ", " ", StringComparison.Ordinal).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Append("id").Append("reward").Order(StringComparer.Ordinal),
            settings.EnumerateObject().Select(setting => setting.Name).Order(StringComparer.Ordinal));
        foreach (var setting in settings.EnumerateObject().Where(setting => setting.Value.TryGetProperty("enum", out _)))
        {
            foreach (var value in setting.Value.GetProperty("enum").EnumerateArray())
            {
                var answer = await client.PostAsync("sessions", $$"""{"{{setting.Name}}":{{value.GetRawText()}}}""");
                Assert.True(answer.Status == System.Net.HttpStatusCode.OK, $"{setting.Name} {value}: {answer.Text}");
            }
        }
    }

    /// <summary>A default in the document is what a session has that names nothing: opening the same id with the default is no other session.</summary>
    [Fact]
    public async Task Settings_TheirDefaults_AreTheServers()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);
        foreach (var setting in ApiDocument.Schema("SessionSettings").GetProperty("properties").EnumerateObject())
        {
            if (setting.Value.TryGetProperty("default", out var value) && setting.Name != "policy")
            {
                var id = setting.Name.Replace('_', '-');
                await client.PostAsync("sessions", $$"""{"id":"{{id}}"}""");
                var again = await client.PostAsync("sessions", $$"""{"id":"{{id}}","{{setting.Name}}":{{value.GetRawText()}}}""");
                Assert.True(again.Status == System.Net.HttpStatusCode.OK, $"{setting.Name}: {again.Text}");
            }
        }
    }

    /// <summary>A route's pattern without the constraints that a client does not see.</summary>
    private static string Plain(string path) =>
        path == Routes.Landing.Path ? "/" : path.Replace("{*", "{", StringComparison.Ordinal);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names();
}
