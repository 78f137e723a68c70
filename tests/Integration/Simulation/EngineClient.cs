using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;

namespace Tito.Tests.Integration.Simulation;

/// <summary>A simulated engine of Qwen3 and a client of it that knows HTTP and no wire.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    private const string Data = "data: ";

    // An answer that nobody reads to its end breaks its connection at once.
    private readonly SocketsHttpHandler _handler = new() { MaxResponseDrainSize = 0 };
    private readonly HttpClient _http;

    private EngineClient(SimulatedEngine engine)
    {
        Engine = engine;
        _http = new(_handler);
        _http.BaseAddress = engine.BaseAddress;
    }

    public SimulatedEngine Engine { get; }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static SimulatedEngineOptions Options => new() { Tokenizer = Qwen3Model.Tokenizer, Family = Qwen3Model.Family, Seed = 7 };

    public static async Task<EngineClient> StartAsync(SimulatedEngineOptions? options = null) =>
        new(await SimulatedEngine.StartAsync(options ?? Options, Ends));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _handler.Dispose();
        await Engine.DisposeAsync();
    }

    /// <summary>Waits until the engine has come to a point, which takes it milliseconds.</summary>
    public async Task UntilAsync(Func<SimulatedCounts, bool> reached)
    {
        var waited = Stopwatch.StartNew();
        while (!reached(Engine.Counts))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), Engine.Counts.ToString());
            await Task.Yield();
        }
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), Ends);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ends));
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ends);
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string body)
    {
        using var response = await SendAsync(path, body);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ends));
    }

    /// <summary>The JSON of an answer with 200.</summary>
    public async Task<JsonElement> AnswerAsync(string path, string body)
    {
        var (status, text) = await PostAsync(path, body);
        Assert.True(status == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    /// <summary>The frames of a stream as they come; what is not a frame fails, and so does an end without [DONE].</summary>
    public async IAsyncEnumerable<JsonElement> FramesAsync(string path, string body)
    {
        using var response = await SendAsync(path, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Ends));
        while (await reader.ReadLineAsync(Ends) is { } line)
        {
            Assert.StartsWith(Data, line, StringComparison.Ordinal);
            Assert.Equal("", await reader.ReadLineAsync(Ends));
            if (line == Data + "[DONE]")
            {
                Assert.Null(await reader.ReadLineAsync(Ends));
                yield break;
            }

            yield return JsonElement.Parse(line[Data.Length..]);
        }

        Assert.Fail("The stream ended without [DONE].");
    }

    public async Task<ImmutableArray<JsonElement>> AllFramesAsync(string path, string body)
    {
        var frames = ImmutableArray.CreateBuilder<JsonElement>();
        await foreach (var frame in FramesAsync(path, body))
        {
            frames.Add(frame);
        }

        return frames.ToImmutable();
    }
}
