using System.Net.Http.Headers;
using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>The HTTP connections to one engine.</summary>
/// <remarks>Thread-safe. Holds a connection pool of its own; make one and keep it.</remarks>
internal sealed class EngineHttp : IDisposable
{
    private const int MaxLookBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(10);

    private readonly EngineOptions _options;
    private readonly TimeProvider _time;

    // No HttpClient: its own timeout and its buffer limit would compete with the options, and it would follow a redirect.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // Long enough for reuse, short enough to see a changed DNS entry.
    });

    /// <summary>Connections to the engine that the options name.</summary>
    public EngineHttp(EngineOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <summary>The engine's scheme, host and port, for people.</summary>
    public string Place => _options.BaseAddress.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>A request with a JSON body.</summary>
    public HttpRequestMessage Post(string path, ReadOnlyMemory<byte> body) => Post(path, new ReadOnlyMemoryContent(body)
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    });

    /// <summary>A request with a body.</summary>
    public HttpRequestMessage Post(string path, HttpContent body)
    {
        var request = Request(HttpMethod.Post, path);
        request.Content = body;
        return request;
    }

    /// <summary>Sends a request and gives the answer as soon as its headers are there.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http.SendAsync(request, cancellationToken);

    /// <summary>Looks something up: at most 10 seconds and 16 MiB.</summary>
    /// <param name="path">The path, with its slash.</param>
    /// <param name="body">A JSON body to post; null to get.</param>
    /// <param name="cancellationToken">Gives the look up.</param>
    /// <returns>The status, 0 when no answer came, and the body where it is JSON.</returns>
    public async Task<(int Status, JsonElement? Json)> LookAsync(
        string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(LookTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var request = body is { } json ? Post(path, json) : Request(HttpMethod.Get, path);
            using var response = await SendAsync(request, either.Token).ConfigureAwait(false);
            using var answer = await BoundedBody.ReadAsync(response.Content, MaxLookBytes, null, either.Token).ConfigureAwait(false);
            return ((int)response.StatusCode, answer is { Written: var bytes } ? Json(bytes.Span) : null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (0, null);
        }
    }

    /// <summary>How long the answer asks to wait; null when it does not.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } at } when at > _time.GetUtcNow() => at - _time.GetUtcNow(),
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(_options.BaseAddress.AbsoluteUri.TrimEnd('/') + path));
        if (_options.ApiKey is { } key)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        return request;
    }

    private static JsonElement? Json(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonElement.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
