using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tito.Simulation;

namespace Tito.Tests.Integration.Chaos;

/// <summary>The simulated engine behind an address for each server. No two answers have the same id, so that one which was sampled twice is told from one that was kept.</summary>
internal sealed class ChaosEngine : IAsyncDisposable
{
    private const string BeforeId = """{"id":""" + "\"";

    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<EngineMoment, TaskCompletionSource<int>> _awaited = new();
    private readonly ConcurrentDictionary<string, string> _sessions = new();
    private readonly SimulatedEngine _simulation;
    private readonly WebApplication _app;
    private int _answers;

    private ChaosEngine(SimulatedEngine simulation)
    {
        _simulation = simulation;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/{server:int}/v1/chat/completions", PassAsync);
    }

    /// <summary>How many completions were sampled.</summary>
    public int Answers => _answers;

    public static async Task<ChaosEngine> StartAsync(SimulatedEngine simulation, CancellationToken cancellationToken)
    {
        var engine = new ChaosEngine(simulation);
        await engine._app.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>The engine's address for a server.</summary>
    public string AddressFor(int server) => $"{_app.Urls.Single()}/{server}";

    /// <summary>The session that an answer was sampled for, or null when no answer has this id.</summary>
    public string? SessionOf(string responseId) => _sessions.GetValueOrDefault(responseId);

    /// <summary>The server that is the next to come to this point, when it does.</summary>
    public Task<int> NextAsync(EngineMoment moment) =>
        _awaited.GetOrAdd(moment, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        await _simulation.DisposeAsync();
    }

    private async Task PassAsync(HttpContext context, int server)
    {
        Tell(server, EngineMoment.Asked);
        using var request = new StreamContent(context.Request.Body);
        using var answer = await _http.PostAsync(new Uri(_simulation.BaseAddress, "v1/chat/completions"), request, context.RequestAborted);
        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        if (!text.StartsWith(BeforeId, StringComparison.Ordinal))
        {
            throw new ChaosException($"The engine was asked for something that it refused: {text}");
        }

        var id = Interlocked.Increment(ref _answers).ToString("x32", CultureInfo.InvariantCulture);
        _sessions[id] = context.Request.Headers["X-SMG-Routing-Key"].ToString();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text.Replace(text[BeforeId.Length..text.IndexOf('"', BeforeId.Length)], id, StringComparison.Ordinal), Encoding.UTF8, context.RequestAborted);
        await context.Response.CompleteAsync();
        Tell(server, EngineMoment.Answered);
    }

    private void Tell(int server, EngineMoment moment)
    {
        if (_awaited.TryRemove(moment, out var awaited))
        {
            awaited.TrySetResult(server);
        }
    }
}
