using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;

namespace Tito.Replay.Surfaces;

/// <summary>A server that listens on a loopback port, over sockets.</summary>
internal sealed class HttpSurface : IServerSurface
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private HttpSurface(WebApplication app)
    {
        _app = app;
        _client = new() { BaseAddress = new(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Starts an application that listens at one address.</summary>
    public static async Task<HttpSurface> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new(app);
    }

    /// <inheritdoc/>
    public async Task<SurfaceAnswer> SendAsync(SurfaceRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new(request.Method), request.Path);
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        using var body = new MemoryStream();
        var isCut = false;
        try
        {
            await answer.Content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            isCut = true;
        }

        return new(
            (int)answer.StatusCode,
            answer.Headers.ToDictionary(
                header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            isCut);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
