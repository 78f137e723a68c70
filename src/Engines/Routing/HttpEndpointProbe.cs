using System.Net;
using System.Text.Json;
using Tito.Engines.Http;

namespace Tito.Engines.Routing;

/// <summary>
/// Asks <c>GET /health</c>, which SGLang, vLLM and their routers answer alike, and then for the weight version where the server has it:
/// SGLang in <c>/model_info</c>, vLLM in <c>/weight_info</c>, both as <c>weight_version</c>.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class HttpEndpointProbe : IEndpointProbe, IDisposable
{
    /// <summary>Longer than SGLang's own health timeout of 20 seconds, within which a busy server may answer with a token.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    private const int MaxBodyBytes = 1024 * 1024;
    private const int MaxVersionLength = 200;

    private static readonly string[] VersionPaths = ["/model_info", "/weight_info"];

    private readonly string _root;
    private readonly string? _apiKey;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // As the clients of turns: a changed DNS entry is seen.
    });

    /// <summary>A probe of one server.</summary>
    /// <param name="address">The server's root, an absolute http or https address.</param>
    /// <param name="apiKey">The key that the server was started with; null for none.</param>
    /// <param name="clock">The clock of the timeout.</param>
    public HttpEndpointProbe(Uri address, string? apiKey, TimeProvider clock) =>
        (_root, _apiKey, _clock) = (address.AbsoluteUri.TrimEnd('/'), apiKey, clock);

    /// <inheritdoc/>
    public async Task<EndpointReport> ProbeAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var health = await HealthAsync(either.Token).ConfigureAwait(false);
            return new(health, health == EndpointHealth.Up ? await VersionAsync(either.Token).ConfigureAwait(false) : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(EndpointHealth.Unknown, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new(EndpointHealth.Down, null);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<EndpointHealth> HealthAsync(CancellationToken cancellationToken)
    {
        using var response = await GetAsync("/health", cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => EndpointHealth.Up,
            >= HttpStatusCode.InternalServerError => EndpointHealth.Down,
            _ => EndpointHealth.Unknown,
        };
    }

    private async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        foreach (var path in VersionPaths)
        {
            using var response = await GetAsync(path, cancellationToken).ConfigureAwait(false);
            using var body = await BoundedBody.ReadAsync(response.Content, MaxBodyBytes, null, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK && body is { Written: var bytes } && Version(bytes.Span) is { } version)
            {
                return version;
            }
        }

        return null;
    }

    private static string? Version(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = JsonElement.Parse(body);
            return json.ValueKind == JsonValueKind.Object
                && AnswerField.OptionalText(json, "weight_version") is { Length: > 0 and <= MaxVersionLength } version
                ? version
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _root + path);
        if (_apiKey is { } key)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        return await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
