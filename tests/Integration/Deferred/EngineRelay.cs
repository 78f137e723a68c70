using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>The simulated engine behind an address at which a test counts completions, holds them back and refuses them.</summary>
internal sealed class EngineRelay : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly SimulatedEngine _simulation;
    private readonly WebApplication _app;
    private TaskCompletionSource _asked = Source();
    private TaskCompletionSource? _held;
    private int _refusals;
    private int _status;
    private int _count;

    private EngineRelay(SimulatedEngine simulation)
    {
        _simulation = simulation;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", PassAsync);
    }

    /// <summary>Its address, for the wire of SGLang's chat API.</summary>
    public string Address => $"sglang-chat+{_app.Urls.Single()}";

    /// <summary>How many completions it was asked for.</summary>
    public int Count => _count;

    /// <summary>Ends when it is asked for the first completion since <see cref="Hold"/>.</summary>
    public Task Asked => _asked.Task;

    public static async Task<EngineRelay> StartAsync(CancellationToken cancellationToken)
    {
        var relay = new EngineRelay(await SimulatedServer.SimulateAsync(seed: 7, cancellationToken));
        await relay._app.StartAsync(cancellationToken);
        return relay;
    }

    /// <summary>Refuses the next completions.</summary>
    public void Refuse(int count, int status) => (_status, _refusals) = (status, count);

    /// <summary>Holds all completions back until they are let go.</summary>
    public void Hold() => (_asked, _held) = (Source(), Source());

    /// <summary>Lets them go.</summary>
    public void LetGo()
    {
        var held = _held;
        _held = null;
        held?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _app.DisposeAsync();
        _http.Dispose();
        await _simulation.DisposeAsync();
    }

    private async Task PassAsync(HttpContext context)
    {
        Interlocked.Increment(ref _count);
        _asked.TrySetResult();
        if (_held is { } held)
        {
            await held.Task.WaitAsync(context.RequestAborted);
        }

        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            context.Response.StatusCode = _status;
            await context.Response.WriteAsync("not now", context.RequestAborted);
            return;
        }

        using var request = new StreamContent(context.Request.Body);
        using var answer = await _http.PostAsync(new Uri(_simulation.BaseAddress, "v1/chat/completions"), request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = "application/json";
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
