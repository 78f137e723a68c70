using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tito.Tests.Integration.Journals;

/// <summary>A way to an account's tables and blobs on which requests and answers get lost.</summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<Loss> _losses = new();
    private readonly WebApplication _app;
    private readonly Uri _tables;
    private readonly Uri _blobs;
    private int _blobPort;
    private (int Index, Loss Loss, bool IsForEver, Action Cancel) _planned;

    private LossyProxy(Uri tables, Uri blobs)
    {
        (_tables, _blobs) = (tables, blobs);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    /// <summary>The connection string through the proxy.</summary>
    public string Connection { get; private set; } = "";

    /// <summary>What happens besides when a request comes.</summary>
    public Action OnRequest { get; set; } = () => { };

    /// <summary>How many writes came.</summary>
    public int Writes { get; private set; }

    /// <summary>How many requests came since <see cref="LoseFrom"/>, reads among them.</summary>
    public int Requests { get; private set; }

    public static async Task<LossyProxy> StartAsync(string connection, CancellationToken cancellationToken)
    {
        var (tables, blobs) = (Endpoint(connection, "TableEndpoint="), Endpoint(connection, "BlobEndpoint="));
        var proxy = new LossyProxy(new(tables), new(blobs));
        await proxy._app.StartAsync(cancellationToken);
        var urls = proxy._app.Urls.ToList();
        proxy._blobPort = new Uri(urls[1]).Port;
        proxy.Connection = connection
            .Replace(tables, urls[0] + proxy._tables.AbsolutePath, StringComparison.Ordinal)
            .Replace(blobs, urls[1] + proxy._blobs.AbsolutePath, StringComparison.Ordinal);
        return proxy;
    }

    /// <summary>What happens to the request of a number, counted from now and from 0; and to all behind it, or to none.</summary>
    /// <param name="index">The number.</param>
    /// <param name="loss">What happens.</param>
    /// <param name="isForEver">Whether it happens to all requests behind it too.</param>
    /// <param name="cancel">What gives up for whoever asks.</param>
    public void LoseFrom(int index, Loss loss, bool isForEver, Action cancel)
    {
        Requests = 0;
        _planned = (index, loss, isForEver, cancel);
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
        OnRequest();
        var loss = Next(context.Request);
        if (loss is Loss.CancelledBefore)
        {
            _planned.Cancel();
        }

        switch (loss)
        {
            case Loss.Request:
                context.Abort();
                return;
            case Loss.Refused or Loss.Failed or Loss.Conflict or Loss.Precondition:
                context.Response.StatusCode = Status(loss);
                return;
            case Loss.SilenceBefore or Loss.CancelledBefore:
                await SayNothingAsync(context);
                return;
        }

        using var answer = await SendAsync(context.Request, context.RequestAborted);
        var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        switch (loss)
        {
            case Loss.Answer:
                context.Abort();
                return;
            case Loss.CancelledAfter:
                _planned.Cancel();
                await SayNothingAsync(context);
                return;
            case Loss.SilenceAfter:
                await SayNothingAsync(context);
                return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private Loss Next(HttpRequest request)
    {
        var index = Requests++;
        if (_planned.Loss != Loss.None)
        {
            return index == _planned.Index || (_planned.IsForEver && index > _planned.Index) ? _planned.Loss : Loss.None;
        }

        var loss = Loss.None;
        if (!HttpMethods.IsGet(request.Method))
        {
            Writes++;
            _losses.TryDequeue(out loss);
        }

        return loss;
    }

    private static int Status(Loss loss) => loss switch
    {
        Loss.Refused => StatusCodes.Status503ServiceUnavailable,
        Loss.Failed => StatusCodes.Status500InternalServerError,
        Loss.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status412PreconditionFailed,
    };

    /// <summary>Until whoever asked has gone.</summary>
    private static async Task SayNothingAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static string Endpoint(string connection, string key) =>
        connection.Split(';').Single(part => part.StartsWith(key, StringComparison.Ordinal))[key.Length..];

    private async Task<HttpResponseMessage> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        using var copy = new HttpRequestMessage(new(request.Method), new Uri(request.HttpContext.Connection.LocalPort == _blobPort ? _blobs : _tables, request.Path.ToUriComponent() + request.QueryString.ToUriComponent()))
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
