using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tito.Tests.Integration.Processes;

/// <summary>
/// A load balancer without affinity: each request goes to the next server, whichever session it is of, and one that nobody takes goes to
/// the one after it.
/// </summary>
internal sealed class RoundRobinFront : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Host", "Connection", "Transfer-Encoding", "Content-Length"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ImmutableArray<Uri> _servers;
    private readonly WebApplication _app;
    private int _last = -1;

    private RoundRobinFront(ImmutableArray<Uri> servers)
    {
        _servers = servers;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    /// <summary>Which server took each turn, in order.</summary>
    public ConcurrentQueue<int> Turns { get; } = new();

    /// <summary>What happens before a turn is given to a server; it is told how many were taken. Null for nothing.</summary>
    public Func<int, Task>? BeforeTurn { get; set; }

    public static async Task<RoundRobinFront> StartAsync(ImmutableArray<Uri> servers, CancellationToken cancellationToken)
    {
        var front = new RoundRobinFront(servers);
        await front._app.StartAsync(cancellationToken);
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var isTurn = context.Request.Path.Value!.EndsWith("/chat/completions", StringComparison.Ordinal);
        if (isTurn && BeforeTurn is { } before)
        {
            await before(Turns.Count);
        }

        for (var tried = 0; tried < _servers.Length; tried++)
        {
            var server = (Interlocked.Increment(ref _last) & int.MaxValue) % _servers.Length;
            try
            {
                using var request = Forwarded(context.Request, _servers[server], body.ToArray());
                using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
                if (isTurn)
                {
                    Turns.Enqueue(server);
                }

                await CopyAsync(answer, context);
                return;
            }
            catch (HttpRequestException gone) when (gone.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // Nobody listens there any more, and nothing was sent.
            }
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    private static HttpRequestMessage Forwarded(HttpRequest from, Uri server, byte[] body)
    {
        var to = new HttpRequestMessage(new(from.Method), new Uri(server, from.Path.ToUriComponent().TrimStart('/') + from.QueryString.ToUriComponent()))
        {
            Content = body.Length > 0 ? new ByteArrayContent(body) : null,
        };
        foreach (var (name, values) in from.Headers.Where(header => !HopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _ = to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)
                || to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values) == true;
        }

        return to;
    }

    private static async Task CopyAsync(HttpResponseMessage from, HttpContext context)
    {
        context.Response.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.Concat(from.Content.Headers).Where(header => !HopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await using var body = await from.Content.ReadAsStreamAsync(context.RequestAborted);
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
