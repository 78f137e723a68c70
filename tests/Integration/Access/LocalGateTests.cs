using System.Net.Http.Headers;
using System.Text;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Access;

/// <summary>A server without keys, as a page of the web meets it: by a browser on the same machine.</summary>
public sealed class LocalGateTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private HttpClient _http = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        _http = new() { BaseAddress = _server.Root };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("127.0.0.1.evil.example", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("evil.example:7071", 403)]
    [InlineData("10.0.0.1", 403)]
    [InlineData("[::2]", 403)]
    [InlineData("0.0.0.0", 403)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:7071", 200)]
    [InlineData("tito.localhost", 200)]
    [InlineData("127.0.0.1:1", 200)]
    [InlineData("127.8.9.10", 200)]
    [InlineData("[::1]:7071", 200)]
    public async Task Host_IsOneOfThisMachinesOwnNames(string host, int status)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Get, "sessions"), (HttpMethod.Post, "sessions"), (HttpMethod.Get, "api/sessions") })
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { Host = host } };
            using var answer = await _http.SendAsync(request, Ends);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal(status == 403, (await answer.Content.ReadAsStringAsync(Ends)).Contains("\"forbidden\"", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://localhost:1", 403)]
    [InlineData("file://", 403)]
    [InlineData("http://127.0.0.1.evil.example", 403)]
    [InlineData("OWN", 200)]
    public async Task Origin_IsTheServersOwnPage(string origin, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "sessions");
        request.Headers.TryAddWithoutValidation("Origin", origin == "OWN" ? _server.Root.GetLeftPart(UriPartial.Authority) : origin);
        using var answer = await _http.SendAsync(request, Ends);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("application/jsonp", 415)]
    [InlineData("nonsense", 415)]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/vnd.x+json", 200)]
    [InlineData(null, 200)]
    public async Task Body_IsJson(string? type, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "sessions") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}")) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _http.SendAsync(request, Ends);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Refusal_IsInTheShapeOfItsFace_AndNothingIsDone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "sessions/s/v1/messages")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Host = "evil.example";
        using var answer = await _http.SendAsync(request, Ends);

        Assert.StartsWith("""{"type":"error","error":{"type":"permission_error",""", await answer.Content.ReadAsStringAsync(Ends), StringComparison.Ordinal);
        Assert.Equal("""{"sessions":[],"next_after":null}""", await _http.GetStringAsync(new Uri("sessions", UriKind.Relative), Ends));
    }

    [Fact]
    public async Task Answers_TellABrowserWhatTheyAre()
    {
        using var answer = await _http.GetAsync(new Uri("sessions", UriKind.Relative), Ends);

        Assert.Equal(
            ("nosniff", "same-origin", "no-referrer"),
            (One(answer.Headers, "X-Content-Type-Options"), One(answer.Headers, "Cross-Origin-Resource-Policy"), One(answer.Headers, "Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static string One(HttpResponseHeaders headers, string name) => headers.GetValues(name).Single();
}
