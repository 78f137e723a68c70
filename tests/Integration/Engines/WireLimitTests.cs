using Tito.Core.Inference;
using Tito.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>What a wire cannot send, or what comes over it and cannot be kept: it is told, and nothing is thrown.</summary>
public sealed class WireLimitTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>
    /// A client's body may nest 64 levels, its own object among them. vllm-generate puts the schema into three objects in place of that one,
    /// so that 61 levels of it are what fits.
    /// </summary>
    [Theory]
    [InlineData("vllm-generate", 61, true)]
    [InlineData("vllm-generate", 62, false)]
    [InlineData("vllm-generate", 63, false)]
    [InlineData("vllm", 62, true)]
    [InlineData("vllm", 63, false)]
    public async Task GenerateAsync_OfAFieldThatNestsTooDeepForTheWire_NamesIt(string wire, int depth, bool isSent)
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        using var engine = EngineRegistry.Create(wire, new() { BaseAddress = server.BaseAddress, ContextLength = 100 }, TimeProvider.System);
        var schema = new string('[', depth) + new string(']', depth);
        var request = EngineRequest.Of("test", [1, 2], $$"""{"seed":1,"json_schema":{{schema}},"stop":["x"]}""");

        var outcome = await engine.GenerateAsync(request, new DeltaList(), Ends);

        Assert.Equal(isSent, server.RequestBody.Contains(schema, StringComparison.Ordinal));
        if (!isSent)
        {
            Assert.Equal(("json_schema", ""), (Assert.IsType<InferenceOutcome.Unserved>(outcome).Field, server.RequestBody));
        }
    }

    /// <summary>A field that is kept beside the tokens, and that nobody reads before.</summary>
    [Fact]
    public async Task GenerateAsync_OfALoneSurrogateInWhatIsKept_IsNonsense()
    {
        await using var server = await EngineDouble.StartAsync(
            200,
            """
            {"request_id":"r","odd":"\ud800","choices":[{"index":0,"token_ids":[5],"finish_reason":"stop",
            "logprobs":{"content":[{"token":"token_id:5","logprob":-0.5}]}}]}
            """);
        using var engine = EngineRegistry.Create(
            "vllm-generate", new() { BaseAddress = server.BaseAddress, ContextLength = 100 }, TimeProvider.System);

        var outcome = await engine.GenerateAsync(EngineRequest.Of("test", [1, 2], "{}"), null, Ends);

        Assert.Contains("lone surrogate", Assert.IsType<InferenceOutcome.Nonsense>(outcome).Reason, StringComparison.Ordinal);
    }
}
