using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Fronts;

/// <summary>
/// An engine of this process at an address: speaks SGLang's two wires, asks the engine, and writes its outcome as SGLang would. What an
/// engine that listens itself says goes through as it is.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EngineBridge : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private readonly WebApplication _app;
    private volatile IInferenceEngine? _engine;
    private int _underWay;
    private volatile bool _failed;

    public EngineBridge()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", context => AskAsync(context, ChatAsync));
        _app.MapPost("/generate", context => AskAsync(context, GenerateAsync));
        _app.MapPost("/abort_request", AbortAsync);
    }

    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Whether every request was answered with 200.</summary>
    public bool IsUnharmed => !_failed && Volatile.Read(ref _underWay) == 0;

    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    /// <summary>The engine that is asked from now on.</summary>
    public void LeadTo(IInferenceEngine engine) => _engine = engine;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AskAsync(HttpContext context, Func<HttpContext, byte[], InferenceRequest, Task> ask)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            await ask(context, body.ToArray(), ChatRequest.Read(JsonElement.Parse(body.ToArray())));
            _failed |= context.Response.StatusCode != StatusCodes.Status200OK;
        }
        catch
        {
            _failed = true;
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task ChatAsync(HttpContext context, byte[] body, InferenceRequest request)
    {
        if (_engine is RecordingEngine { Address: { } address } recording)
        {
            recording.Record(request);
            await PassOnAsync(address, body, context);
            return;
        }

        await ChatAnswer.WriteAsync(await _engine!.GenerateAsync(request, null, context.RequestAborted), context);
    }

    private async Task GenerateAsync(HttpContext context, byte[] body, InferenceRequest request)
    {
        var answer = new GenerateAnswer(context, request);
        var stream = JsonElement.Parse(body).TryGetProperty("stream", out var wish) && wish.GetBoolean();
        var outcome = await _engine!.GenerateAsync(request, stream ? answer : null, context.RequestAborted);
        await answer.EndAsync(outcome, stream, context.RequestAborted);
    }

    private async Task AbortAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        _ = await _engine!.AbortAsync(body.RootElement.GetProperty("rid").GetString()!, context.RequestAborted);
    }

    private static async Task PassOnAsync(Uri address, byte[] body, HttpContext context)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var answer = await Http.PostAsync(new Uri(address, "v1/chat/completions"), content, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
    }
}
