using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Simulation;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.FunctionApp;
using Tito.Tests.Integration.Simulation;
using Tito.Tests.Integration.Streams;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>How requests are given up at the engine, by their names and by hanging up.</summary>
public sealed class EngineAbortTests
{
    /// <summary>
    /// By whole ids: SGLang drops one that it does not know, and vLLM one that it does not run. Each call names one to SGLang, all to vLLM.
    /// </summary>
    [Theory]
    [InlineData("sglang", "s/", """POST /abort_request {"rid":"s/a1.2/","abort_all":false}""", """POST /abort_request {"rid":"s/a1/","abort_all":false}""")]
    [InlineData("sglang-chat", "s/a1", """POST /abort_request {"rid":"s/a1.2/","abort_all":false}""", """POST /abort_request {"rid":"s/a1/","abort_all":false}""")]
    [InlineData("sglang", "s/a1/", """POST /abort_request {"rid":"s/a1/","abort_all":false}""")]
    [InlineData("sglang", "", """POST /abort_request {"rid":"s/a1.2/","abort_all":false}""", """POST /abort_request {"rid":"s/a1/","abort_all":false}""")]
    [InlineData("vllm", "s/", """POST /abort_requests {"request_ids":["s/a1.2/","cmpl-s/a1.2/","cmpl-s/a1.2/-0","s/a1/","cmpl-s/a1/","cmpl-s/a1/-0"]}""")]
    [InlineData("vllm-generate", "s/a1/", """POST /abort_requests {"request_ids":["s/a1/","generate-tokens-s/a1/"]}""")]
    public async Task AbortAsync_WhileRequestsAreUnderWay_AsksTheEngineByTheirIds(string wire, string prefix, params string[] asked)
    {
        var (begun, go, count) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        await using var server = await EngineDouble.StartAsync(context =>
        {
            if (Interlocked.Increment(ref count) == 2)
            {
                begun.SetResult();
            }

            context.Response.StatusCode = 500;
            return go.Task;
        });
        server.Routes["POST /abort_request"] = "";
        server.Routes["POST /abort_requests"] = "{}";
        using var engine = Engine(wire, server);
        var first = engine.GenerateAsync(Request, observer: null, Ends);
        var second = engine.GenerateAsync(Request with { Id = "s/a1.2/" }, observer: null, Ends);
        await begun.Task.WaitAsync(Ends);

        Assert.True(await engine.AbortAsync(prefix, Ends));
        go.SetResult();
        await first;
        await second;

        Assert.Equal(asked, server.Asked.Order(StringComparer.Ordinal));
    }

    /// <summary>It may be another process's request, whose id the caller knows. Nothing of this process's was given up.</summary>
    [Theory]
    [InlineData("sglang", """POST /abort_request {"rid":"s/a1/","abort_all":false}""")]
    [InlineData("vllm", """POST /abort_requests {"request_ids":["s/a1/","cmpl-s/a1/","cmpl-s/a1/-0"]}""")]
    public async Task AbortAsync_WhenNothingIsUnderWayHere_NamesWhatItWasAskedFor(string wire, string asked)
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        server.Routes["POST /abort_request"] = "";
        server.Routes["POST /abort_requests"] = "{}";
        using var engine = Engine(wire, server);

        Assert.False(await engine.AbortAsync("s/a1/", Ends));
        Assert.Equal([asked], server.Asked);
    }

    /// <summary>An empty list means all requests to vLLM, and an empty rid none to SGLang: with nothing to name, nothing is asked.</summary>
    [Theory]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    [InlineData("sglang")]
    public async Task AbortAsync_OfAllWhenNothingIsUnderWay_AsksNothing(string wire)
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        server.Routes["POST /abort_requests"] = "{}";
        using var engine = Engine(wire, server);

        Assert.False(await engine.AbortAsync("", Ends));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task AbortAsync_WhenTheEngineHasNoSuchRoute_SaysSo()
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        using var engine = Engine("sglang", server);

        Assert.False(await engine.AbortAsync("s/", Ends));
    }

    [Theory]
    [InlineData("sglang")]
    [InlineData("sglang-chat")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task GenerateAsync_WhenTheCallerGivesUp_HangsUp(string wire)
    {
        using var caller = new CancellationTokenSource();
        var gone = new TaskCompletionSource();
        await using var server = await EngineDouble.StartAsync(async context =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await caller.CancelAsync();
            await gone.Task;
        });
        using var engine = Engine(wire, server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.GenerateAsync(Request, new DeltaList(), caller.Token));
        await gone.Task.WaitAsync(Ends);
    }

    /// <summary>A release of SGLang that sees the connection go first forgets the id, and samples on.</summary>
    [Theory]
    [InlineData("sglang", "POST /abort_request")]
    [InlineData("vllm", "POST /abort_requests")]
    public async Task GenerateAsync_WhenTheCallerGivesUp_NamesTheRequestBeforeItHangsUp(string wire, string route)
    {
        var clock = new WaitClock();
        using var caller = new CancellationTokenSource();
        var gone = new TaskCompletionSource();
        await using var server = await EngineDouble.StartAsync(async context =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await caller.CancelAsync();
            await gone.Task;
        });
        server.Routes[route] = "{}";
        using var engine = Engine(wire, server, clock);

        var generating = engine.GenerateAsync(Request, new DeltaList(), caller.Token);
        while (server.Asked.IsEmpty)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(10), Ends);
        }

        Assert.StartsWith(route, Assert.Single(server.Asked), StringComparison.Ordinal);
        Assert.False(gone.Task.IsCompleted);
        await clock.PassAsync(TimeSpan.FromSeconds(2), Ends); // It takes the wish, and goes on.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generating);
        await gone.Task.WaitAsync(Ends);
    }

    /// <summary>An engine that gives no answer to that either has two seconds.</summary>
    [Fact]
    public async Task GenerateAsync_WhenTheCallerGivesUpAndTheEngineIsMute_HangsUpAllTheSame()
    {
        var clock = new WaitClock();
        using var caller = new CancellationTokenSource();
        await using var server = await EngineDouble.StartAsync(async context =>
        {
            await caller.CancelAsync();
            await EngineDouble.UntilGoneAsync(context);
        });
        server.IsMute = true;
        using var engine = Engine("sglang", server, clock);

        var generating = engine.GenerateAsync(Request, observer: null, caller.Token);
        await clock.PassAsync(TimeSpan.FromSeconds(2), Ends);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generating);
    }

    /// <summary>What an engine gives in one piece it tells at its end alone.</summary>
    [Theory]
    [InlineData("sglang")]
    [InlineData("sglang-chat")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task GenerateAsync_WhenTheEngineEndsWhatIsGivenUp_HasWhatWasSampled(string wire)
    {
        var sampling = new StepClock();
        await using var simulation = await SteppedAsync(sampling);
        using var engine = EngineRegistry.Create(
            wire, new() { BaseAddress = simulation.BaseAddress, ContextLength = 32_768 }, new WaitClock()); // Its two seconds do not pass.
        using var caller = new CancellationTokenSource();

        var generating = engine.GenerateAsync(Prompted, observer: null, caller.Token);
        await sampling.StepAsync(Ends);
        await sampling.StepAsync(Ends);
        await caller.CancelAsync();

        var sampled = Assert.IsType<InferenceOutcome.Completed>(await generating).Sampled;
        Assert.Equal("abort", sampled.FinishReason);
        Assert.NotEmpty(sampled.Completion.Ids);
        await RunningAsync(simulation, 0);
        Assert.Equal((1, 0), (simulation.Counts.Aborted, simulation.Counts.Disconnected));
    }

    [Fact]
    public async Task GenerateAsync_WhenTheEngineIsTooSlow_NamesTheRequestAndTimesOut()
    {
        await using var simulation = await SteppedAsync(new StepClock());
        var limit = TimeSpan.FromMilliseconds(700);
        var clock = new WaitClock();
        using var engine = EngineRegistry.Create(
            "sglang", new() { BaseAddress = simulation.BaseAddress, ContextLength = 32_768, Timeout = limit }, clock);

        var generating = engine.GenerateAsync(Prompted, observer: null, Ends);
        await RunningAsync(simulation, 1);
        await clock.PassAsync(limit, Ends);

        Assert.Equal(new InferenceOutcome.TimedOut(limit), await generating);
        await RunningAsync(simulation, 0);
        Assert.Equal((1, 0), (simulation.Counts.Aborted, simulation.Counts.Disconnected));
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static InferenceRequest Request => EngineRequest.Of("s", [1], """{"max_tokens":4}""") with { Id = "s/a1/" };

    private static InferenceRequest Prompted =>
        EngineRequest.Of("s", [.. ChatMl.Prompt(ChatMl.User("Hello, who are you?"))], """{"messages":[{"role":"user","content":"u"}]}""") with { Id = "s/a1/" };

    private static HttpEngine Engine(string wire, EngineDouble server, TimeProvider? clock = null) =>
        EngineRegistry.Create(wire, new() { BaseAddress = server.BaseAddress }, clock ?? TimeProvider.System);

    /// <summary>After its first token an engine waits by the clock before each.</summary>
    private static Task<SimulatedEngine> SteppedAsync(StepClock clock) =>
        SimulatedEngine.StartAsync(EngineClient.Options with { TokenDelay = TimeSpan.FromSeconds(1), Clock = clock }, Ends);

    private static async Task RunningAsync(SimulatedEngine simulation, int count)
    {
        while (simulation.Counts.Running != count)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(10), Ends);
        }
    }
}
