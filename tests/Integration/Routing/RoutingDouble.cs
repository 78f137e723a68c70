using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Routing;

/// <summary>An engine on a loopback port that says "ok", counts whom it was asked by, and can be killed and come back on its port.</summary>
internal sealed class RoutingDouble : IAsyncDisposable
{
    private static readonly int[] Ids = [.. ServedModel.Tokenizer.Encode("<think>\n\n</think>\n\nok<|im_end|>", SpecialTokens.Parse)];

#pragma warning disable CA2213 // Disposable fields should be disposed: whoever kills the engine disposes of it, which disposing does too
    private WebApplication? _app;
#pragma warning restore CA2213

    public Uri Address { get; private set; } = null!;

    /// <summary>The session and the headers of each request, in the order in which they came.</summary>
    public ConcurrentQueue<(string Session, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = new();

    /// <summary>Handles a request in the place of the answer; gives whether it did.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public int Health { get; set; } = 200;

    public string? WeightVersion { get; set; }

    /// <summary>Written on each answer.</summary>
    public string? SessionToken { get; set; }

    public static async Task<RoutingDouble> StartAsync()
    {
        var engine = new RoutingDouble();
        await engine.ListenAsync("http://127.0.0.1:0");
        return engine;
    }

    public static async Task<RoutingDouble[]> StartAsync(int count)
    {
        var engines = new RoutingDouble[count];
        for (var index = 0; index < count; index++)
        {
            engines[index] = await StartAsync();
        }

        return engines;
    }

    /// <summary>The sessions that asked, once each.</summary>
    public HashSet<string> Sessions => [.. Requests.Select(request => request.Session)];

    /// <summary>Nobody listens any more, and connections are cut.</summary>
    public async Task KillAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    /// <summary>It listens on its port again.</summary>
    public Task ComeBackAsync() => ListenAsync(Address.ToString());

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task ListenAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        _app = builder.Build();
        _app.MapGet("/health", (RequestDelegate)(context =>
        {
            context.Response.StatusCode = Health;
            return Task.CompletedTask;
        }));
        _app.MapGet("/model_info", (RequestDelegate)(context =>
            context.Response.WriteAsync(WeightVersion is { } version ? $$"""{"weight_version":"{{version}}"}""" : "{}", context.RequestAborted)));
        _app.MapPost("/v1/chat/completions", (RequestDelegate)CompleteAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new(_app.Urls.Single());
    }

    private async Task CompleteAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        Requests.Enqueue((headers["x-smg-routing-key"], headers));
        if (await Instead(context))
        {
            return;
        }

        if (SessionToken is { } token)
        {
            context.Response.Headers["x-session-token"] = token;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Answer().ToJsonString(), context.RequestAborted);
    }

    private JsonObject Answer() => new()
    {
        ["id"] = "x",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = "ok", ["reasoning_content"] = null, ["tool_calls"] = null },
            ["finish_reason"] = "stop",
            ["meta_info"] = new JsonObject
            {
                ["completion_tokens"] = Ids.Length,
                ["output_token_logprobs"] = new JsonArray([.. Ids.Select(id => (JsonNode)new JsonArray(-0.5, id, null))]),
                ["weight_version"] = WeightVersion,
            },
        }),
    };
}
