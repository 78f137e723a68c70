using System.Net.Http.Headers;
using System.Text;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Abuse;

/// <summary>Bodies that no client should send, to every route that takes one: the documented error, a session as it was, a server that lives.</summary>
public sealed class BodyAbuseTests : IAsyncLifetime
{
    private const string Json = "invalid_json";
    private const string Request = "invalid_request";

    /// <summary>Bytes, one to a character, and the code of docs/errors.md.</summary>
    private static readonly (string Name, string Body, string Code)[] Bodies =
    [
        ("a byte that UTF-8 does not have, in a key", "{\"\xff\":1}", Request),
        ("the same beside another key", "{\"\xff\":1,\"b\":2}", Request),
        ("the same in a value", "{\"zz\":\"\xff\"}", Request),
        ("the same in a nested key", "{\"zz\":{\"\xff\":1}}", Request),
        ("an overlong slash", "{\"zz\":\"\xc0\xaf\"}", Request),
        ("a surrogate in UTF-8", "{\"zz\":\"\xed\xa0\x80\"}", Request),
        ("half a character at the end", "{\"zz\":\"\xe2\x82\"}", Request),
        ("an escaped lone surrogate in a value", "{\"zz\":\"\\ud800\"}", Request),
        ("the other half", "{\"zz\":\"\\udc00x\"}", Request),
        ("two halves the wrong way round", "{\"zz\":\"\\udc00\\ud800\"}", Request),
        ("an escaped lone surrogate as the only key", "{\"\\ud800\":1}", Json),
        ("an escaped lone surrogate beside another key", "{\"\\ud800\":1,\"b\":2}", Json),
        ("the same deep in a list", "{\"zz\":[[[\"\\uD800\"]]]}", Request),
        ("a key twice", "{\"zz\":1,\"zz\":1}", Json),
        ("a nested key twice", "{\"zz\":{\"a\":1,\"a\":2}}", Json),
        ("a key twice by an escape", "{\"zz\":1,\"z\\u007a\":1}", Json),
        ("65 lists", "{\"zz\":" + new string('[', 65) + new string(']', 65) + "}", Json),
        ("100,000 lists without an end", new string('[', 100_000), Json),
        ("a list", "[]", Request),
        ("null", "null", Request),
        ("a number", "7", Request),
        ("a text", "\"x\"", Request),
        ("true", "true", Request),
        ("an object without its end", "{", Json),
        ("a word behind the object", "{} x", Json),
        ("two objects", "{}{}", Json),
        ("a comma too many", "{\"zz\":1,}", Json),
        ("a comment", "{/* x */}", Json),
        ("a byte order mark alone", "\xef\xbb\xbf", Json),
        ("a null byte", "\0", Json),
        ("UTF-16", "{\0}\0", Json),
        ("NaN", "{\"zz\":NaN}", Json),
        ("infinity", "{\"zz\":Infinity}", Json),
        ("a number with a leading zero", "{\"zz\":007}", Json),
        ("single quotes", "{'zz':1}", Json),
        ("a control character in a text", "{\"zz\":\"\n\"}", Json),
        ("a broken escape", "{\"zz\":\"\\x41\"}", Json),
        ("white space", " \t\r\n", Json),
        ("a form", "messages=hello&model=x", Json),
        ("XML", "<messages/>", Json),
    ];

    private static readonly string[] Routes =
    [
        "sessions", "sessions/ID/rollback", "sessions/ID/samples", "sessions/ID/v1/chat/completions", "sessions/ID/v1/responses", "sessions/ID/v1/messages",
        "sessions/ID/v1/messages/count_tokens",
    ];

    private TestServer _server = null!;
    private SessionClient _client = null!;
    private HttpClient _http = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Every route with every body.</summary>
    public static TheoryData<string, int, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, string>();
            foreach (var route in Routes)
            {
                for (var body = 0; body < Bodies.Length; body++)
                {
                    cases.Add(route, body, Bodies[body].Name);
                }
            }

            return cases;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", "a2"), Ends);
        _client = new(_server.Root, Ends);
        _http = new() { BaseAddress = _server.Root };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ABody_ThatNobodyShouldSend_IsRefusedByName(string route, int body, string name)
    {
        var session = await _client.OpenAsync();
        await _client.TakeAsync(session, new Conversation().User("u").Body());
        var before = await _client.ViewAsync(session);
        var (_, text, code) = Bodies[body];

        var answer = await SendAsync(route.Replace("ID", session, StringComparison.Ordinal), Encoding.Latin1.GetBytes(text));

        Assert.True((int)answer.Status == 400, $"{name}: {(int)answer.Status} {answer.Text}");
        Assert.Equal(code, answer.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(route.Contains("messages", StringComparison.Ordinal), answer.Json.TryGetProperty("type", out _));
        Assert.Equal(before.Text, (await _client.ViewAsync(session)).Text);
        await _client.TakeAsync(session, new Conversation().User("u").Assistant("a1").User("u2").Body());
    }

    private async Task<HttpAnswer> SendAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, Ends);
        return await HttpAnswer.ReadAsync(answer, Ends);
    }
}
