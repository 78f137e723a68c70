using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tito.Replay.Conformance;

/// <summary>A client of a session server, whichever it is: it opens sessions, takes turns, and deletes.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SessionServerClient : IDisposable
{
    private const string KeyHeader = "Idempotency-Key";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly SessionDialect _dialect;

    /// <summary>A client of a server.</summary>
    /// <param name="url">The server's root, with a prefix where its routes have one.</param>
    /// <param name="dialect">How it is spoken to.</param>
    /// <param name="apiKey">What it wants as a bearer token; null for none.</param>
    public SessionServerClient(Uri url, SessionDialect dialect, string? apiKey)
    {
        _dialect = dialect;
        _http = new() { BaseAddress = new(url.AbsoluteUri.TrimEnd('/') + "/"), Timeout = Patience };
        if (apiKey is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new("Bearer", apiKey);
        }
    }

    /// <summary>Opens a session.</summary>
    /// <param name="settings">Its settings, which a dialect without them leaves out.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Its id, or null with the answer that has none.</returns>
    public async Task<(string? Id, ServerAnswer Answer)> OpenAsync(JsonElement settings, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Post, "sessions", _dialect == SessionDialect.Tito ? JsonText(settings) : "{}"u8.ToArray(), [], cancellationToken)
            .ConfigureAwait(false);
        return (answer.Status is >= 200 and < 300 ? IdOf(answer.Body) : null, answer);
    }

    /// <summary>Asks for a turn. An answer that breaks off has the status 0.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public Task<ServerAnswer> ChatAsync(string session, ReadOnlyMemory<byte> body, string? key, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post, $"sessions/{session}/v1/chat/completions", body,
            key is null ? [] : [new(KeyHeader, key)], cancellationToken);

    /// <summary>Deletes a session, whatever the server says to it.</summary>
    public Task<ServerAnswer> DeleteAsync(string session, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"sessions/{session}", default, [], cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static ReadOnlyMemory<byte> JsonText(JsonElement json) => Encoding.UTF8.GetBytes(json.GetRawText());

    private static string? IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span) is { ValueKind: JsonValueKind.Object } json
                && json.TryGetProperty("session_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<ServerAnswer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, ImmutableArray<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Content.Headers.ContentLength = body.Length;
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return new((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException broken)
            when (broken.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse)
        {
            return new(0, Encoding.UTF8.GetBytes($"no answer: {broken.Message}"));
        }
    }
}
