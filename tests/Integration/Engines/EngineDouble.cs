using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tito.Tests.Integration.Engines;

/// <summary>An HTTP server on a loopback port that answers completions as a test tells it to, and keeps the last request.</summary>
internal sealed class EngineDouble : IAsyncDisposable
{
    private static readonly string[] Completions = ["/generate", "/v1/chat/completions", "/v1/completions", "/inference/v1/generate"];

    private readonly WebApplication _app;

    private EngineDouble(WebApplication app) => _app = app;

    public Uri BaseAddress => new(_app.Urls.Single());

    public string RequestBody { get; private set; } = "";

    public string? RequestContentType { get; private set; }

    public string? RoutingKey { get; private set; }

    public string? SessionHeader { get; private set; }

    public string? Authorization { get; private set; }

    /// <summary>The path of the last request for a completion.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Other routes by method and path, as <c>GET /v1/models</c>, with their JSON; all others are 404.</summary>
    public ConcurrentDictionary<string, string> Routes { get; } = new();

    /// <summary>Whether the other routes give no answer at all.</summary>
    public bool IsMute { get; set; }

    /// <summary>Other routes that answer by a status of their own, as a proxy or a broken engine does.</summary>
    public ConcurrentDictionary<string, int> Statuses { get; } = new();

    /// <summary>What the other routes were asked, with the bodies.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<EngineDouble> StartAsync(RequestDelegate answer, Uri? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address?.AbsoluteUri ?? "http://127.0.0.1:0");
        var engine = new EngineDouble(builder.Build());
        engine._app.Run(context => engine.AnswerAsync(context, answer));
        await engine._app.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    public static Task<EngineDouble> StartAsync(int status, string body, string contentType = "application/json", Uri? address = null) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }, address);

    /// <summary>Waits until the client hangs up.</summary>
    public static async Task UntilGoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, RequestDelegate answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var route = $"{context.Request.Method} {context.Request.Path}";
        if (!Completions.Contains(context.Request.Path.Value) || context.Request.Method != "POST")
        {
            Asked.Enqueue($"{route} {body}".Trim());
            if (IsMute)
            {
                await UntilGoneAsync(context);
                return;
            }

            context.Response.StatusCode = Statuses.TryGetValue(route, out var status) ? status : Routes.ContainsKey(route) ? 200 : 404;
            await context.Response.WriteAsync(Routes.GetValueOrDefault(route, "{}"), context.RequestAborted);
            return;
        }

        (Path, RequestBody, RequestContentType) = (context.Request.Path, body, context.Request.ContentType);
        RoutingKey = context.Request.Headers["X-SMG-Routing-Key"];
        SessionHeader = context.Request.Headers["X-Session-ID"];
        Authorization = context.Request.Headers.Authorization;
        await answer(context);
    }
}
