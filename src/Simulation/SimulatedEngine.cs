using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Simulation;

/// <summary>An HTTP server on the loopback interface that speaks as an SGLang server does, for everyone without a GPU.</summary>
/// <remarks>
/// <c>POST /v1/chat/completions</c> takes <c>input_ids</c> and answers as a pure function of the seed, the script and those ids: thinking,
/// tool calls, answers, spelled with other tokens than the tokenizer would choose, so that a server which tokenizes again is caught.
/// <c>GET /v1/models</c> and <c>GET /health</c> answer too. Thread-safe.
/// </remarks>
public sealed class SimulatedEngine : IAsyncDisposable
{
    private const long MaxRequestBytes = 256L * 1024 * 1024;

    private readonly SimulatedEngineOptions _options;
    private readonly SimulatedModel _model;
    private readonly SimulatedAnswer _answer;
    private readonly WebApplication _app;

    private SimulatedEngine(SimulatedEngineOptions options)
    {
        if (options.Family.Completion is not (CompletionFormat.Plain or CompletionFormat.Tagged { Calls: CallFormat.JsonBlocks }))
        {
            throw new ArgumentException(
                $"The simulated engine writes Qwen's form of tool calls, which family {options.Family.Name} does not.", nameof(options));
        }

        _options = options;
        _model = new(options.Tokenizer, options.Seed, options.Script);
        _answer = new(options.Tokenizer, new CompletionParser(options.Family, options.Tokenizer), _model.StopId, options.Experts);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBytes);
        _app = builder.Build();
        _app.Urls.Add($"http://127.0.0.1:{options.Port}");
        _app.MapGet("/health", (RequestDelegate)(_ => Task.CompletedTask));
        _app.MapGet("/v1/models", (RequestDelegate)ListModelsAsync);
        _app.MapPost("/v1/chat/completions", (RequestDelegate)CompleteAsync);
    }

    /// <summary>The server's root, with the port that it took.</summary>
    public Uri BaseAddress => new(_app.Urls.Single());

    /// <summary>Starts a server; it listens when the task ends.</summary>
    /// <param name="options">What it plays, and where it listens.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="ArgumentException">The tokenizer is not a chat-ML model's, or the family writes calls in another form.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedEngine> StartAsync(SimulatedEngineOptions options, CancellationToken cancellationToken)
    {
        var engine = new SimulatedEngine(options);
        var started = false;
        try
        {
            await engine._app.StartAsync(cancellationToken).ConfigureAwait(false);
            started = true;
            return engine;
        }
        finally
        {
            if (!started)
            {
                await engine.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CompleteAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        var request = SimulatedRequest.Read(body.GetBuffer().AsSpan(0, (int)body.Length), _options.Tokenizer.VocabularySize);
        await (request switch
        {
            SimulatedRequest.Accepted accepted =>
                SendAsync(context, StatusCodes.Status200OK, json => _answer.Write(json, accepted, _model.Sample(accepted.PromptIds))),
            SimulatedRequest.Refused refused =>
                SendAsync(context, StatusCodes.Status400BadRequest, json => WriteError(json, refused.Message)),
            _ => throw new UnreachableException(),
        }).ConfigureAwait(false);
    }

    /// <summary>SGLang, <c>entrypoints/openai/protocol.py</c>: an <c>ErrorResponse</c> is the whole body, without an envelope.</summary>
    private static void WriteError(Utf8JsonWriter json, string message)
    {
        json.WriteStartObject();
        json.WriteString("object", "error");
        json.WriteString("message", message);
        json.WriteString("type", "BadRequestError");
        json.WriteNull("param");
        json.WriteNumber("code", StatusCodes.Status400BadRequest);
        json.WriteEndObject();
    }

    private Task ListModelsAsync(HttpContext context) => SendAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("id", _options.ModelName);
        json.WriteString("object", "model");
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", "sglang");
        json.WriteString("root", _options.ModelName);
        json.WriteNull("parent");
        json.WriteNull("max_model_len");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static async Task SendAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var bytes = JsonBytes.Write(write);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }
}
