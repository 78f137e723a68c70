using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tito.Tests.Integration.Journals;

/// <summary>A way to a table service on which requests and answers get lost.</summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<Loss> _losses = new();
    private readonly WebApplication _app;
    private readonly Uri _service;

    private LossyProxy(Uri service)
    {
        _service = service;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    /// <summary>The connection string through the proxy.</summary>
    public string Connection { get; private set; } = "";

    /// <summary>How many writes came.</summary>
    public int Writes { get; private set; }

    public static async Task<LossyProxy> StartAsync(string connection, CancellationToken cancellationToken)
    {
        const string Key = "TableEndpoint=";
        var endpoint = connection.Split(';').Single(part => part.StartsWith(Key, StringComparison.Ordinal))[Key.Length..];
        var proxy = new LossyProxy(new(endpoint));
        await proxy._app.StartAsync(cancellationToken);
        proxy.Connection = connection.Replace(endpoint, proxy._app.Urls.Single() + new Uri(endpoint).AbsolutePath, StringComparison.Ordinal);
        return proxy;
    }

    /// <summary>What happens to the next writes, one each; the ones behind them go through.</summary>
    public void Lose(params ReadOnlySpan<Loss> losses)
    {
        Writes = 0;
        foreach (var loss in losses)
        {
            _losses.Enqueue(loss);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var loss = Loss.None;
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            Writes++;
            _losses.TryDequeue(out loss);
        }

        if (loss == Loss.Request)
        {
            context.Abort();
            return;
        }

        if (loss == Loss.Refused)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var answer = await SendAsync(context.Request, context.RequestAborted);
        var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (loss == Loss.Answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        using var copy = new HttpRequestMessage(new(request.Method), new Uri(_service, request.Path.ToUriComponent() + request.QueryString.ToUriComponent()))
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        foreach (var (name, values) in request.Headers.Where(header => header.Key is not ("Host" or "Content-Length" or "Transfer-Encoding")))
        {
            if (!copy.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                copy.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return await _http.SendAsync(copy, cancellationToken);
    }
}
