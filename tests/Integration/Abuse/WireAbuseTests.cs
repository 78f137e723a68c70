using System.Net.Sockets;
using System.Text;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Abuse;

/// <summary>Requests that no HTTP library sends, byte by byte: a status of HTTP's own or a documented error, and a server that lives.</summary>
public sealed class WireAbuseTests : IAsyncLifetime
{
    private const string Host = "Host: localhost\r\n";
    private const string Close = "Connection: close\r\n";
    private const string JsonType = "Content-Type: application/json\r\n";

    private TestServer _server = null!;
    private SessionClient _client = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>The request, one byte to a character, and the status of its answer, 0 for none.</summary>
    public static TheoryData<string, int> Requests => new()
    {
        { "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400 },
        { "GARBAGE\r\n\r\n", 400 },
        { "GET\r\n\r\n", 400 },
        { "GET /health\r\n\r\n", 400 },
        { "GET /health HTTP/9.9\r\n" + Host + "\r\n", 505 },
        { "GET /health HTTP/1.1\r\n\r\n", 400 },
        { "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
        { "GET /health HTTP/1.1\r\nHost: local host\r\n\r\n", 400 },
        { "GET /health HTTP/1.1\r\n" + Host + "no colon\r\n\r\n", 400 },
        { "GET /health HTTP/1.1\r\n" + Host + "A: \x00\r\n\r\n", 400 },
        { "GET /health HTTP/1.1\r\n" + Host + "A B: c\r\n\r\n", 400 },
        { "GET /%00 HTTP/1.1\r\n" + Host + "\r\n", 400 },
        { "GET /\xff HTTP/1.1\r\n" + Host + "\r\n", 400 },
        { "GET " + new string('/', 9_000) + " HTTP/1.1\r\n" + Host + "\r\n", 414 },
        { "GET /health HTTP/1.1\r\n" + Host + "A: " + new string('x', 40_000) + "\r\n\r\n", 431 },
        { "GET /health HTTP/1.1\r\n" + Host + string.Concat(Enumerable.Range(0, 200).Select(i => $"A{i}: b\r\n")) + "\r\n", 431 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + "Content-Length: x\r\n\r\n", 400 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + "Content-Length: -1\r\n\r\n", 400 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + Close + "Content-Length: 999999999999\r\n\r\n{}", 413 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + Close + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + Close + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}X\r\n0\r\n\r\n", 400 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + Close + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 200 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + Close + "Transfer-Encoding: nonsense\r\n\r\n", 400 },
        { "POST /sessions HTTP/1.1\r\n" + Host + JsonType + Close + "\r\n", 200 },
        { "POST /sessions HTTP/1.1\r\n" + Host + "Content-Type: text/plain\r\n" + Close + "Content-Length: 2\r\n\r\n{}", 415 },
        { "POST /sessions HTTP/1.1\r\n" + Host + "Content-Type: nonsense\r\n" + Close + "Content-Length: 2\r\n\r\n{}", 415 },
        { "POST /sessions HTTP/1.1\r\n" + Host + "Content-Encoding: gzip\r\n" + JsonType + Close + "Content-Length: 2\r\n\r\n\x1f\x8b", 400 },
        { "TRACE /health HTTP/1.1\r\n" + Host + Close + "\r\n", 405 },
        { "CONNECT localhost:80 HTTP/1.1\r\n" + Host + Close + "\r\n", 400 },
        { "PUT /sessions HTTP/1.1\r\n" + Host + Close + "Content-Length: 0\r\n\r\n", 405 },
        { "OPTIONS * HTTP/1.1\r\n" + Host + Close + "\r\n", 405 },
        { "BREW /coffee HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "GET /coffee HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "POST / HTTP/1.1\r\n" + Host + Close + "Content-Length: 0\r\n\r\n", 405 },
        { "GET /sessions?limit=-1 HTTP/1.1\r\n" + Host + Close + "\r\n", 400 },
        { "GET /sessions?limit=x HTTP/1.1\r\n" + Host + Close + "\r\n", 400 },
        { "GET /sessions?limit=99999999999999999999 HTTP/1.1\r\n" + Host + Close + "\r\n", 400 },
        { "GET /sessions?after=%ff%fe HTTP/1.1\r\n" + Host + Close + "\r\n", 400 },
        { "GET /sessions?after=' HTTP/1.1\r\n" + Host + Close + "\r\n", 400 },
        { "GET /sessions/.. HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "GET /sessions/..%2f..%2fetc HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "GET /sessions/%E2%82%AC HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "GET /sessions/" + new string('a', 4_000) + " HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "GET /sessions/00000000000000000000000000000000 HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "DELETE /sessions/' HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "GET //health HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "GET /HEALTH HTTP/1.1\r\n" + Host + Close + "\r\n", 200 },
    };

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        _client = new(_server.Root, Ends);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task ARequest_ThatNoLibrarySends_HasAStatus(string request, int status)
    {
        var answer = await SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await _client.GetAsync("health")).Status);
    }

    [Fact]
    public async Task AHundredConnections_ThatSayNothing_KeepNobodyOut()
    {
        var silent = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 100; i++)
            {
                var one = new TcpClient();
                silent.Add(one);
                await one.ConnectAsync(_server.Root.Host, _server.Root.Port, Ends);
                await one.GetStream().WriteAsync(Encoding.Latin1.GetBytes("POST /sessions HTTP/1.1\r\n" + Host + JsonType + "Content-Length: 100\r\n\r\n{"), Ends);
            }

            Assert.Equal(200, (int)(await _client.PostAsync("sessions", "{}")).Status);
        }
        finally
        {
            silent.ForEach(one => one.Dispose());
        }
    }

    private async Task<string> SendAsync(string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_server.Root.Host, _server.Root.Port, Ends);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Ends);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadLineAsync(Ends) is { } head ? head + " " + await RestAsync(reader) : "";
    }

    /// <summary>What follows the head: not waited for where the server keeps the connection.</summary>
    private static async Task<string> RestAsync(StreamReader reader)
    {
        var block = new char[16_384];
        var count = await reader.ReadAsync(block, Ends);
        return new(block, 0, count);
    }
}
