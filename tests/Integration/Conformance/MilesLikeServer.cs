using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tito.Core.Messages;

namespace Tito.Tests.Integration.Conformance;

/// <summary>A small session server with the reference server's routes, whole or with one flaw, over SGLang's chat with <c>input_ids</c>.</summary>
internal sealed class MilesLikeServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, MilesLikeSession> _sessions = new();
    private readonly HttpClient _engine;
    private readonly WebApplication _app;

    private MilesLikeServer(Uri engine, ServerFlaw flaw)
    {
        _engine = new() { BaseAddress = engine };
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/sessions", (RequestDelegate)(context => OpenAsync(context, flaw)));
        _app.MapDelete("/sessions/{id}", (RequestDelegate)DeleteAsync);
        _app.MapPost("/sessions/{id}/v1/chat/completions", (RequestDelegate)ChatAsync);
    }

    public Uri Root => new(_app.Urls.Single());

    public static async Task<MilesLikeServer> StartAsync(Uri engine, ServerFlaw flaw)
    {
        var server = new MilesLikeServer(engine, flaw);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _engine.Dispose();
    }

    private Task OpenAsync(HttpContext context, ServerFlaw flaw)
    {
        var id = Guid.NewGuid().ToString("N");
        _sessions[id] = new(flaw);
        return AnswerAsync(context, 200, $$"""{"session_id":"{{id}}"}""");
    }

    private Task DeleteAsync(HttpContext context)
    {
        context.Response.StatusCode = _sessions.TryRemove(Id(context), out _) ? 204 : 404;
        return Task.CompletedTask;
    }

    private async Task ChatAsync(HttpContext context)
    {
        if (!_sessions.TryGetValue(Id(context), out var session))
        {
            await AnswerAsync(context, 404, """{"error":"no such session"}""");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await session.Lock.WaitAsync();
        try
        {
            var (status, answer) = await TakeAsync(session, JsonElement.Parse(body.ToArray()));
            await AnswerAsync(context, status, answer);
        }
        finally
        {
            session.Lock.Release();
        }
    }

    private async Task<(int Status, string Answer)> TakeAsync(MilesLikeSession session, JsonElement body)
    {
        try
        {
            var (prompt, commit) = session.Plan(body);
            var asked = $$"""{{body.GetRawText().TrimEnd()[..^1]}},"logprobs":true,"return_meta_info":true,"no_stop_trim":false,"input_ids":[{{string.Join(',', prompt)}}]}""";
            using var content = new StringContent(asked, Encoding.UTF8, "application/json");
            using var answer = await _engine.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content);
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode == 200)
            {
                var choice = JsonElement.Parse(text).GetProperty("choices")[0];
                var sampled = choice.GetProperty("meta_info").GetProperty("output_token_logprobs").EnumerateArray();
                commit(choice.GetProperty("message"), [.. sampled.Select(row => row[1].GetInt32())]);
            }

            return ((int)answer.StatusCode, text);
        }
        catch (MessageException refused)
        {
            return (400, $$"""{"error":"{{JsonEncodedText.Encode(refused.Message)}}"}""");
        }
        catch (HttpRequestException unreachable)
        {
            return (502, $$"""{"error":"{{JsonEncodedText.Encode(unreachable.Message)}}"}""");
        }
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task AnswerAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }
}
