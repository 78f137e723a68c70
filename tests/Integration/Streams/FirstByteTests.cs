using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tito.Engines;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Integration.FunctionApp;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Streams;

/// <summary>When the first bytes are with the client of a slow engine, over a real wire: what is measured is printed, and only the order of events is held.</summary>
public sealed class FirstByteTests(ITestOutputHelper output)
{
    /// <summary>Fewer tokens than the completion has, and enough for something to tell.</summary>
    private const int Few = 8;

    private static readonly HttpClient Http = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public Task Chat_OfAnEngineThatWaitsForTheTest_HasHeadersBeforeTheFirstTokenAndDeltasAsTheyCome() =>
        MeasureAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), new StepClock());

    [Fact(Explicit = true)]
    [Trait("Suite", "silence")]
    public Task Chat_OfAnEngineThatTakes3SecondsToItsFirstTokenAnd10InAll_HasHeadersAtOnceAndDeltasAsTheyCome() =>
        MeasureAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));

    private async Task MeasureAsync(TimeSpan first, TimeSpan all, StepClock? steps = null)
    {
        var body = LiveSession.Body(stream: true, fields: "\"max_tokens\":51,\"ignore_eos\":true,");
        await using var simulation = await SimulatedEngine.StartAsync(
            new()
            {
                Tokenizer = ServedModel.Tokenizer,
                Family = ServedModel.Qwen3.Family,
                Seed = 7,
                FirstTokenDelay = first,
                TokenDelay = (all - first) / 50,
                Clock = steps ?? TimeProvider.System,
            },
            Ends);
        var watch = new Stopwatch();
        var frames = new ConcurrentQueue<(TimeSpan At, string Text)>();
        await using var between = await StandBetweenAsync(simulation.BaseAddress, bytes => frames.Enqueue((watch.Elapsed, Encoding.UTF8.GetString(bytes))));
        using var engine = EngineRegistry.Create("sglang", new() { BaseAddress = between.BaseAddress }, TimeProvider.System);
        await using var server = await TestServer.StartAsync(engine, Ends);
        using var client = new SessionClient(server.Root, Ends);

        // The second turn is measured: of the first, half is the compiler's time.
        for (var turn = 0; turn < 2; turn++)
        {
            var session = await client.OpenAsync();
            frames.Clear();
            watch.Restart();
            var (headers, delta, text) = await ReadAsync(server.Root, session, body, steps, watch, frames);

            // The tokens <think> and the line feed after it say nothing: the first delta is that of the token behind them.
            var engineFirst = frames.First().At;
            var engineText = frames.First(frame => frame.Text.Contains($"<think>\\n{text}", StringComparison.Ordinal)).At;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"headers after {headers.TotalMilliseconds:0} ms; the engine's first token after {engineFirst.TotalMilliseconds:0.0} ms, its first with a text "
                + $"after {engineText.TotalMilliseconds:0.0} ms; the client's first delta {(delta - engineText).TotalMilliseconds:0.00} ms later; all after {watch.Elapsed.TotalMilliseconds:0} ms"));
        }
    }

    private static async Task<(TimeSpan Headers, TimeSpan Delta, string Text)> ReadAsync(
        Uri root, string session, string body, StepClock? steps, Stopwatch watch, ConcurrentQueue<(TimeSpan At, string Text)> frames)
    {
        using var stream = await StreamReader.OpenAsync(root, session, body, key: null, Ends);
        var headers = watch.Elapsed;
        Assert.Empty(frames); // Headers come while the engine is silent.
        for (var token = 0; token < Few && steps is not null; token++)
        {
            await steps.StepAsync(Ends);
        }

        await stream.DeltaAsync(Ends); // The role.
        var text = (await stream.DeltaAsync(Ends)).GetProperty("reasoning_content").GetString()!;
        var delta = watch.Elapsed;
        Assert.DoesNotContain(frames, frame => frame.Text.Contains("[DONE]", StringComparison.Ordinal)); // Deltas come as they are sampled.
        var rest = stream.RestAsync(Ends);
        Assert.Equal("[DONE]", (await (steps?.UntilAsync(rest) ?? rest))[^1]);
        return (headers, delta, text);
    }

    /// <summary>Passes an engine's stream on as it comes, and tells of each frame.</summary>
    private static async Task<EngineDouble> StandBetweenAsync(Uri target, Action<ReadOnlySpan<byte>> passes)
    {
        EngineDouble between = null!;
        between = await EngineDouble.StartAsync(async context =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target, between.Path))
            {
                Content = new StringContent(between.RequestBody, Encoding.UTF8, "application/json"),
            };
            using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.ContentType = response.Content.Headers.ContentType!.ToString();
            await using var stream = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            var buffer = new byte[64 * 1024];
            for (int count; (count = await stream.ReadAsync(buffer, context.RequestAborted)) > 0;)
            {
                passes(buffer.AsSpan(0, count));
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        });
        return between;
    }
}
