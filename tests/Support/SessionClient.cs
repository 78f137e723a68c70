using System.Net;
using System.Text;

namespace Tito.Tests.Support;

/// <summary>A client that knows nothing but the routes.</summary>
/// <param name="root">The server's root; with <c>api/</c> behind it to go through the prefix.</param>
/// <param name="cancellationToken">Ends every call.</param>
internal sealed class SessionClient(Uri root, CancellationToken cancellationToken) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = root };

    /// <summary>Sent with every request.</summary>
    public System.Net.Http.Headers.HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    /// <summary>Opens a session, with settings or without, and gives its id.</summary>
    public async Task<string> OpenAsync(string settings = "")
    {
        var answer = await PostAsync("sessions", settings).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.OK
            ? answer.Json.GetProperty("session_id").GetString()!
            : throw new InvalidOperationException($"No session was opened: {answer.Text}");
    }

    /// <summary>Asks for a turn.</summary>
    public Task<HttpAnswer> ChatAsync(string session, string body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var request = Request(HttpMethod.Post, $"sessions/{session}/v1/chat/completions", body);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return SendAsync(request);
    }

    /// <summary>Takes a turn, which must succeed.</summary>
    public async Task<HttpAnswer> TakeAsync(string session, string body)
    {
        var answer = await ChatAsync(session, body).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.OK ? answer : throw new InvalidOperationException($"{(int)answer.Status}: {answer.Text}");
    }

    /// <summary>The session as the server shows it.</summary>
    public async Task<SessionPage> ViewAsync(string session) =>
        new((await GetAsync($"sessions/{session}").ConfigureAwait(false)).Json);

    public Task<HttpAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<HttpAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<HttpAnswer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? body) => SendAsync(Request(method, path, body));

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body) => new(method, new Uri(path, UriKind.Relative))
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
    };

    private async Task<HttpAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return await HttpAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }
}
