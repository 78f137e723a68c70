using System.Net;
using System.Net.Http.Headers;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private SessionClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        _server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), ServedModel.Qwen3, TestServer.Options with { ApiKey = "secret" }, ends);
        _client = new(_server.Root, ends);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong!")]
    [InlineData("Bearer secret2")]
    [InlineData("secret")]
    public async Task Request_WithoutTheKey_Is401(string? authorization)
    {
        _client.Headers.TryAddWithoutValidation("Authorization", authorization);

        foreach (var path in ThisProcess.Serves ? new[] { "sessions", "api/sessions", "nowhere" } : ["sessions"])
        {
            Assert.Equal((401, "unauthorized"), (await _client.PostAsync(path, "")).Error);
        }
    }

    [Theory]
    [InlineData("sessions")]
    [InlineData("api/sessions")]
    public async Task Request_WithTheKey_IsServed(string path)
    {
        Assert.SkipUnless(ThisProcess.Serves || path == "sessions", "In this process alone: the same routes with and without the prefix");
        _client.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");

        Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync(path, "")).Status);
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task Scheme_IsWrittenInAnyCase(string scheme)
    {
        _client.Headers.Authorization = new AuthenticationHeaderValue(scheme, "secret");

        Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync("sessions", "")).Status);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("api/health")]
    public async Task Health_WithoutTheKey_IsOpen(string path)
    {
        Assert.SkipUnless(ThisProcess.Serves || path == "health", "In this process alone: the same routes with and without the prefix");

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(path)).Status);
    }
}
