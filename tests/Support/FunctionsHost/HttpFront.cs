using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>
/// The host's web server: a request becomes an invocation, and goes on to the worker as it is, with the invocation's id; the answer comes
/// back as it is written. The keys of the host are not played.
/// </summary>
/// <param name="current">The worker of the moment.</param>
/// <param name="client">The way to Durable Functions.</param>
internal sealed class HttpFront(Func<WorkerProcess> current, Func<string> client) : IDisposable
{
    private static readonly HashSet<string> HopByHop = new(["Connection", "Keep-Alive", "Transfer-Encoding", "Host", "Upgrade"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpMessageInvoker _worker =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = System.Net.DecompressionMethods.None });

    /// <summary>Serves the functions that have an HTTP trigger, below the prefix.</summary>
    public void Map(IEndpointRouteBuilder endpoints, string prefix, IEnumerable<LoadedFunction> functions)
    {
        foreach (var function in functions.Where(function => function.IsHttp))
        {
            _ = endpoints.MapMethods($"{prefix}/{function.Route}", function.Methods, (HttpContext context) => AnswerAsync(context, function));
        }
    }

    public void Dispose() => _worker.Dispose();

    private async Task AnswerAsync(HttpContext context, LoadedFunction function)
    {
        var worker = current();
        var id = Guid.NewGuid().ToString();
        var route = context.Request.RouteValues.Select(pair => KeyValuePair.Create(pair.Key, (string)pair.Value!));
        var invocation = worker.InvokeAsync(function, id, new() { Http = new() }, route, client(), CancellationToken.None);
        try
        {
            using var request = Forwarded(context.Request, worker.Http, id);
            using var response = await _worker.SendAsync(request, context.RequestAborted).ConfigureAwait(false);
            await CopyAsync(response, context).ConfigureAwait(false);
            _ = await invocation.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            await worker.CancelAsync(id).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            if (context.Response.HasStarted)
            {
                context.Abort();
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
            }
        }
        finally
        {
            await Task.WhenAny(invocation).ConfigureAwait(false);
            _ = invocation.Exception;
        }
    }

    private static HttpRequestMessage Forwarded(HttpRequest from, Uri worker, string id)
    {
        var hasBody = from.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()!.CanHaveBody;
        var to = new HttpRequestMessage(new(from.Method), new Uri(worker, from.Path.ToUriComponent() + from.QueryString.ToUriComponent()))
        {
            Content = hasBody ? new StreamContent(from.Body) : null,
        };
        foreach (var (name, value) in from.Headers.Where(header => !HopByHop.Contains(header.Key)))
        {
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
            {
                _ = to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
            }
        }

        to.Headers.Add("x-ms-invocation-id", id);
        return to;
    }

    private static async Task CopyAsync(HttpResponseMessage from, HttpContext context)
    {
        var to = context.Response;
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.Concat(from.Content.Headers).Where(header => !HopByHop.Contains(header.Key)))
        {
            to.Headers[name] = values.ToArray();
        }

        using var body = await from.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false) is > 0 and var count)
        {
            await to.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted).ConfigureAwait(false);
            await to.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
