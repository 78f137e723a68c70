using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tito.Tests.Agents.Runs.Faults;

namespace Tito.Tests.Agents.Runs;

/// <summary>Stands between agents and a server, and keeps what they said to each other. Bytes go through unchanged, as they come.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private static readonly ImmutableArray<string> HopByHop = ["Connection", "Content-Length", "Host", "Keep-Alive", "Transfer-Encoding"];

    private readonly WebApplication _app;

    // A stream that is given up in its middle breaks its connection at once: by default its rest is read for seconds.
    private readonly HttpClient _client =
        new(new SocketsHttpHandler { MaxResponseDrainSize = 0, ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, FaultStrike> _strikes = new(StringComparer.Ordinal);
    private ImmutableArray<Exchange> _exchanges = [];

    private RecordingProxy(Uri target)
    {
        _client.BaseAddress = target;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Run(ForwardAsync);
    }

    /// <summary>The root that agents get, with a slash at its end.</summary>
    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    /// <summary>What was said so far, in the order in which the answers ended.</summary>
    public ImmutableArray<Exchange> Exchanges
    {
        get
        {
            lock (_lock)
            {
                return _exchanges;
            }
        }
    }

    public static async Task<RecordingProxy> StartAsync(Uri target, CancellationToken cancellationToken)
    {
        var proxy = new RecordingProxy(target);
        await proxy._app.StartAsync(cancellationToken);
        return proxy;
    }

    /// <summary>Lets a fault strike a session once.</summary>
    /// <param name="session">The beginning of its paths.</param>
    /// <param name="fault">The fault.</param>
    public void Strike(string session, AgentFault fault) => _strikes[session] = new(fault);

    /// <summary>Whether a request of a session is on its way to a break that has not come.</summary>
    /// <param name="session">As of <see cref="Strike"/>.</param>
    public bool IsBreaking(string session) => _strikes.TryGetValue(session, out var strike) && strike.IsBreaking;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var ends = context.RequestAborted;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ends);
        var path = context.Request.Path.Value!.TrimStart('/');
        var strike = _strikes.FirstOrDefault(each => path.StartsWith(each.Key, StringComparison.Ordinal)).Value;
        var fault = strike?.Next(path);
        if (fault is { Status: > 0 })
        {
            await FaultAnswer.RefuseAsync(context, fault);
            return;
        }

        var target = new Uri(path + context.Request.QueryString, UriKind.Relative);
        using var request = new HttpRequestMessage(new(context.Request.Method), target)
        {
            Content = body.Length == 0 ? null
                : new ByteArrayContent(fault is { Limit: > 0 } ? FaultAnswer.Limited(fault, path, body.ToArray()) : body.ToArray()),
        };
        foreach (var (name, values) in context.Request.Headers.Where(header => GoesThrough(header.Key)))
        {
            _ = request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())
                || request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable()) == true;
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ends);
        if (fault is not null)
        {
            await FaultAnswer.WaitAsync(fault, ends);
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => GoesThrough(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        using var answer = new MemoryStream();
        var broken = false;
        await using (var stream = await response.Content.ReadAsStreamAsync(ends))
        {
            var buffer = new byte[16 * 1024];
            var lines = 0;
            for (var count = await stream.ReadAsync(buffer, ends); count > 0; count = broken ? 0 : await stream.ReadAsync(buffer, ends))
            {
                await answer.WriteAsync(buffer.AsMemory(0, count), ends);
                if (fault is not { Keeps: < 1 })
                {
                    await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), ends);
                    await context.Response.Body.FlushAsync(ends);
                }

                lines += buffer.AsSpan(0, count).Count((byte)'\n');
                broken = fault is { Breaks: > 0 } && lines >= fault.Breaks;
            }
        }

        var leftBehind = response.Headers.TryGetValues("x-tito-left-behind", out var counts) ? string.Join(",", counts) : null;
        var exchange = new Exchange(path, Text(body), broken ? Exchange.CutOff : (int)response.StatusCode, leftBehind, Text(answer));
        lock (_lock)
        {
            _exchanges = _exchanges.Add(exchange);
        }

        if (broken)
        {
            strike!.Break();
            response.Dispose();
            throw FaultAnswer.Broken();
        }

        if (fault is { Keeps: < 1 })
        {
            await FaultAnswer.CutAsync(context, fault, path, exchange.Answer);
        }
    }

    private static bool GoesThrough(string header) => !HopByHop.Contains(header, StringComparer.OrdinalIgnoreCase);

    private static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
}
