using System.Text.Json;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary>
/// OpenAI's client library for Node.js waits, unchanged, for an engine that is silent longer than Node's 300 seconds without a byte:
/// <c>./build.sh silence</c>, six minutes of waiting.
/// </summary>
[Trait("Suite", "silence")]
public sealed class NodeSilenceTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(330);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Client_OfAnEngineThatIsSilentFor330Seconds_GetsItsAnswer()
    {
        var runs = from wire in (string[])["vllm-generate", "sglang-chat"]
                   from streams in (bool[])[false, true]
                   select WaitAsync(wire, streams);

        await Task.WhenAll([.. runs, LoseAsync()]);
    }

    /// <summary>A server process and an engine, with one turn in one session.</summary>
    private async Task WaitAsync(string wire, bool streams)
    {
        using var data = new TempFolder();
        await using var simulation = await SimulatedEngine.StartAsync(
            new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 7, FirstTokenDelay = Silence }, Ends);
        using var server = ProgramRun.Start(
            BuiltProgram.Server, ["--engine", $"{wire}+{simulation.BaseAddress.AbsoluteUri}", "--data", data.Path, "--port", "0"]);
        var root = new Uri(await server.WaitForAsync("Now listening on: ", Ends) + "/");
        using var client = new SessionClient(root, Ends);
        var session = await client.OpenAsync();

        var came = await NodeClient.WaitAsync(new(root, $"sessions/{session}/v1"), Body(streams), retries: null, Ends);

        output.WriteLine($"{wire}, {(streams ? "streamed" : "whole")}: {came.GetRawText()}");
        Assert.Equal((null, "stop"), (came.GetProperty("error").GetString(), came.GetProperty("finish_reason").GetString()));
        Assert.InRange(came.GetProperty("end").GetInt32(), Silence.TotalMilliseconds, Silence.TotalMilliseconds * 2);
        var message = Assert.Single((await client.ViewAsync(session)).Records)
            .GetProperty("response").GetProperty("choices")[0].GetProperty("message");
        Assert.Equal(
            message.GetProperty("reasoning_content").GetString() + message.GetProperty("content").GetString(),
            came.GetProperty("text").GetString());
        Assert.Equal(1, simulation.Counts.Requests);
    }

    /// <summary>The same client before a server that says nothing: it does give up, or this suite would show nothing.</summary>
    private async Task LoseAsync()
    {
        await using var mute = await EngineDouble.StartAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        var came = await NodeClient.WaitAsync(new(mute.BaseAddress, "v1"), Body(streams: false), retries: 0, Ends);

        output.WriteLine($"a server without a word: {came.GetRawText()}");
        Assert.NotEqual(JsonValueKind.Null, came.GetProperty("error").ValueKind);
        Assert.InRange(came.GetProperty("end").GetInt32(), 0, Silence.TotalMilliseconds);
    }

    private static string Body(bool streams) =>
        $$"""{"model":"qwen3","messages":[{"role":"user","content":"Hello"}],"stream":{{(streams ? "true" : "false")}}}""";
}
