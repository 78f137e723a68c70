using System.Net;
using System.Text.Json;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Simulation;

/// <summary>The routes around the completions, by which a client finds out what serves.</summary>
public sealed class EngineRouteTests
{
    [Theory]
    [InlineData("/health", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("/v1/models", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("/health_generate", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("/model_info", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("/get_model_info", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("/server_info", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("/get_server_info", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("/flush_cache", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("/version", HttpStatusCode.NotFound, HttpStatusCode.OK)]
    [InlineData("/load", HttpStatusCode.NotFound, HttpStatusCode.OK)]
    [InlineData("/weight_info", HttpStatusCode.NotFound, HttpStatusCode.OK)]
    public async Task Get_OfAControlRoute_AnswersWhereItsServerHasIt(string path, HttpStatusCode sgLang, HttpStatusCode vllm)
    {
        await using var one = await EngineClient.StartAsync(EngineClient.Options with { Wires = [SimulatedWire.SgLang] });
        await using var other = await EngineClient.StartAsync(EngineClient.Options with { Wires = [SimulatedWire.Vllm] });
        await using var both = await EngineClient.StartAsync();

        Assert.Equal(
            (sgLang, vllm, HttpStatusCode.OK),
            ((await one.GetAsync(path)).Status, (await other.GetAsync(path)).Status, (await both.GetAsync(path)).Status));
    }

    [Fact]
    public async Task Post_ToAWireThatIsNotSpoken_Is404()
    {
        string[] wires = ["sglang", "sglang-chat", "vllm", "vllm-generate"];
        foreach (var (kind, spoken) in Enum.GetValues<SimulatedWire>().Zip(wires))
        {
            await using var client = await EngineClient.StartAsync(EngineClient.Options with { Wires = [kind] });
            foreach (var wire in wires)
            {
                var (status, _) = await client.PostAsync(Wire.Path(wire), Wire.Body(wire, [1, 2, 3], limit: 2));
                Assert.Equal(wire == spoken ? HttpStatusCode.OK : HttpStatusCode.NotFound, status);
            }
        }
    }

    [Fact]
    public async Task ModelInfo_TellsTheModelAndItsWeights()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { ModelName = "m", WeightVersion = "7" });

        Assert.Equal(
            """{"model_path":"m","tokenizer_path":"m","is_generation":true,"preferred_sampling_params":null,"weight_version":"7"}""",
            (await client.GetAsync("/model_info")).Body);
        Assert.Equal("""{"weight_version":"7"}""", (await client.GetAsync("/weight_info")).Body);
        Assert.Equal("""{"version":"0.0.0+simulated"}""", (await client.GetAsync("/version")).Body);
        Assert.Equal("""{"server_load":0}""", (await client.GetAsync("/load")).Body);
        var server = JsonElement.Parse((await client.GetAsync("/server_info")).Body);
        Assert.Equal("0.0.0+simulated", server.GetProperty("version").GetString());
        Assert.False(server.GetProperty("incremental_streaming_output").GetBoolean());
    }

    [Fact]
    public async Task Tokenize_OfAPrompt_GivesItsIdsWithSpecialTokens()
    {
        await using var client = await EngineClient.StartAsync();
        var answer = await client.AnswerAsync("/tokenize", """{"prompt":"<|im_start|>user\nZürich 🔍"}""");

        Assert.Equal("tokens count max_model_len", Wire.Names(answer));
        Assert.Equal(Qwen3Model.Tokenizer.Encode("<|im_start|>user\nZürich 🔍", SpecialTokens.Parse), Wire.Numbers(answer.GetProperty("tokens")));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/tokenize", """{"prompt":5}""")).Status);
    }

    [Fact]
    public async Task PrefixCache_OfPromptsThatGrow_CountsWholeBlocksOfAllThatCameBefore()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { PrefixCacheTokens = 1024 });
        var prompt = ChatMl.Prompt(ChatMl.System(ChatMl.Tools), ChatMl.User("Hello, who are you?"));
        var first = await client.AnswerAsync("/generate", Wire.Body("sglang", prompt));
        var longer = prompt.AddRange(Wire.Ids("sglang", first));

        Assert.Equal(0, Cached(first));
        Assert.Equal((prompt.Length - 1) / 16 * 16, Cached(await client.AnswerAsync("/generate", Wire.Body("sglang", prompt))));
        Assert.Equal((longer.Length - 1) / 16 * 16, Cached(await client.AnswerAsync("/generate", Wire.Body("sglang", longer, limit: 1))));
        Assert.Equal(0, Cached(await client.AnswerAsync("/generate", Wire.Body("sglang", longer[1..], limit: 1))));
        var usage = (await client.AnswerAsync("/v1/completions", Wire.Body("vllm", prompt, limit: 1))).GetProperty("usage");
        Assert.Equal((prompt.Length - 1) / 16 * 16, usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/flush_cache", "")).Status);
        Assert.Equal(0, Cached(await client.AnswerAsync("/generate", Wire.Body("sglang", prompt, limit: 1))));
    }

    [Fact]
    public async Task PrefixCache_WhenItIsFull_ForgetsWhatWasUsedTheLongestAgo()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { PrefixCacheTokens = 64 });
        var prompts = Enumerable.Range(0, 3).Select(i => Enumerable.Repeat(100 + i, 40).ToArray()).ToList(); // Two whole blocks each.

        Assert.Equal((0, 0), (await CachedAsync(0), await CachedAsync(1)));
        Assert.Equal((32, 0), (await CachedAsync(0), await CachedAsync(2)));
        Assert.Equal((32, 0), (await CachedAsync(0), await CachedAsync(1)));

        async Task<int> CachedAsync(int i) =>
            Cached(await client.AnswerAsync("/generate", Wire.Body("sglang", [.. prompts[i]], limit: 1)));
    }

    private static int Cached(JsonElement answer) => answer.GetProperty("meta_info").GetProperty("cached_tokens").GetInt32();
}
