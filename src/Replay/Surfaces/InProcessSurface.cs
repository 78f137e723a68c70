using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Tito.Replay.Surfaces;

/// <summary>The whole pipeline of a server in this process: everything that is behind the socket, and no socket.</summary>
internal sealed class InProcessSurface : IServerSurface
{
    private readonly WebApplication _app;
    private readonly InProcessServer _server;

    private InProcessSurface(WebApplication app, InProcessServer server) => (_app, _server) = (app, server);

    /// <summary>Has an application listen to this process alone. Before it is built.</summary>
    public static void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<IServer, InProcessServer>();

    /// <summary>Starts an application that was built after <see cref="Configure"/>.</summary>
    public static async Task<InProcessSurface> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new(app, (InProcessServer)app.Services.GetRequiredService<IServer>());
    }

    /// <inheritdoc/>
    public async Task<SurfaceAnswer> SendAsync(SurfaceRequest request, CancellationToken cancellationToken)
    {
        using var exchange = new InProcessExchange();
        var path = request.Path.Split('?', 2);
        var head = new HttpRequestFeature
        {
            Method = request.Method,
            Scheme = "http",
            Protocol = "HTTP/1.1",
            Path = path[0],
            QueryString = path.Length > 1 ? $"?{path[1]}" : "",
            RawTarget = request.Path,
            Body = new MemoryStream(request.Body.ToArray(), writable: false),
            Headers = new HeaderDictionary { ["Host"] = "localhost" },
        };
        if (!request.Body.IsEmpty)
        {
            head.Headers.ContentType = "application/json";
            head.Headers.ContentLength = request.Body.Length;
        }

        foreach (var (name, value) in request.Headers)
        {
            head.Headers.Append(name, value);
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(head);
        features.Set<IHttpResponseFeature>(exchange);
        features.Set<IHttpResponseBodyFeature>(exchange);
        features.Set<IHttpRequestLifetimeFeature>(exchange);
        await _server.ProcessAsync(features).ConfigureAwait(false);
        await exchange.CompleteAsync().ConfigureAwait(false);
        return new(
            exchange.StatusCode,
            exchange.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            exchange.Bytes.ToArray(),
            exchange.IsCut);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
