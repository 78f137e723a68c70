using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tito.Tests.Integration.Engines;

/// <summary>An HTTP server on a loopback port that answers a chat completion as a test tells it to, and keeps the last request.</summary>
internal sealed class EngineDouble : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EngineDouble(WebApplication app) => _app = app;

    public Uri BaseAddress => new(_app.Urls.Single());

    public string RequestBody { get; private set; } = "";

    public string? RequestContentType { get; private set; }

    public string? RoutingKey { get; private set; }

    public static async Task<EngineDouble> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var engine = new EngineDouble(builder.Build());
        engine._app.MapPost("/v1/chat/completions", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            engine.RequestBody = await reader.ReadToEndAsync(context.RequestAborted);
            engine.RequestContentType = context.Request.ContentType;
            engine.RoutingKey = context.Request.Headers["X-SMG-Routing-Key"];
            await answer(context);
        });
        await engine._app.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    public static Task<EngineDouble> StartAsync(int status, string body, string contentType = "application/json") => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
