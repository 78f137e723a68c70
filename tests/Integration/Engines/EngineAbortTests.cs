using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>How requests are given up at the engine, by their names and by hanging up.</summary>
public sealed class EngineAbortTests
{
    [Theory]
    [InlineData("sglang", "s/", """POST /abort_request {"rid":"s/","abort_all":false}""")]
    [InlineData("sglang-chat", "s/a1/", """POST /abort_request {"rid":"s/a1/","abort_all":false}""")]
    [InlineData("sglang", "", """POST /abort_request {"rid":"s/a1/","abort_all":false}""")]
    [InlineData("vllm", "s/", """POST /abort_requests {"request_ids":["s/a1/","cmpl-s/a1/","cmpl-s/a1/-0"]}""")]
    [InlineData("vllm-generate", "", """POST /abort_requests {"request_ids":["s/a1/","generate-tokens-s/a1/"]}""")]
    public async Task AbortAsync_WhileARequestIsUnderWay_AsksTheEngineByItsId(string wire, string prefix, string asked)
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await EngineDouble.StartAsync(context =>
        {
            begun.SetResult();
            context.Response.StatusCode = 500;
            return go.Task;
        });
        server.Routes["POST /abort_request"] = "";
        server.Routes["POST /abort_requests"] = "{}";
        using var engine = Engine(wire, server);
        var generating = engine.GenerateAsync(Request, observer: null, TestContext.Current.CancellationToken);
        await begun.Task;

        Assert.True(await engine.AbortAsync(prefix, TestContext.Current.CancellationToken));
        go.SetResult();
        await generating;

        Assert.Equal([asked], server.Asked);
    }

    /// <summary>An empty list means all requests to vLLM, and an empty rid none to SGLang: with nothing to name, nothing is asked.</summary>
    [Theory]
    [InlineData("vllm", "s/")]
    [InlineData("vllm-generate", "")]
    [InlineData("sglang", "")]
    public async Task AbortAsync_WhenNothingIsUnderWay_AsksNothing(string wire, string prefix)
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        server.Routes["POST /abort_requests"] = "{}";
        using var engine = Engine(wire, server);

        Assert.False(await engine.AbortAsync(prefix, TestContext.Current.CancellationToken));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task AbortAsync_WhenTheEngineHasNoSuchRoute_SaysSo()
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        using var engine = Engine("sglang", server);

        Assert.False(await engine.AbortAsync("s/", TestContext.Current.CancellationToken));
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
        await gone.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static InferenceRequest Request => EngineRequest.Of("s", [1], """{"max_tokens":4}""") with { Id = "s/a1/" };

    private static HttpEngine Engine(string wire, EngineDouble server) =>
        EngineRegistry.Create(wire, new() { BaseAddress = server.BaseAddress }, TimeProvider.System);
}
