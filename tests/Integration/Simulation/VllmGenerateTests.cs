using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Tito.Tests.Integration.Engines;

namespace Tito.Tests.Integration.Simulation;

/// <summary>vLLM's <c>/inference/v1/generate</c>: the fields of section 4 of wires.md, in both of its shapes.</summary>
public sealed class VllmGenerateTests : IAsyncLifetime
{
    private const string Path = "/inference/v1/generate";

    private static readonly ImmutableArray<int> Prompt = ChatMl.Prompt(ChatMl.User("Hello, who are you?"));

    private EngineClient _client = null!;

    private static string Ids => string.Join(',', Prompt);

    public async ValueTask InitializeAsync() => _client = await EngineClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Generate_InTheNewestShape_HasEachFieldAndNoStopReason()
    {
        var answer = await _client.AnswerAsync(Path, Wire.Body("vllm-generate", Prompt, top: ",\"return_token_ids\":true"));

        Assert.Equal(
            "request_id model created usage prompt_logprobs prompt_token_ids kv_transfer_params output_mode choices", Wire.Names(answer));
        Assert.Equal("generate-tokens-a/1/", answer.GetProperty("request_id").GetString());
        Assert.Equal(Prompt, Wire.Numbers(answer.GetProperty("prompt_token_ids")));
        var choice = Wire.Choice(answer);
        Assert.Equal("index finish_reason token_ids routed_experts sampling_mask weight_versions logprobs", Wire.Names(choice));
        var ids = Wire.Ids("vllm-generate", answer);
        Assert.Equal($$"""[{"version":"default","start":0,"end":{{ids.Length}}}]""", choice.GetProperty("weight_versions").GetRawText());
        var content = choice.GetProperty("logprobs").GetProperty("content").EnumerateArray().ToList();
        Assert.All(content, item => Assert.Equal("token_id logprob rank top_logprobs", Wire.Names(item)));
        Assert.Equal(ids, content.Select(item => item.GetProperty("token_id").GetInt32()));
        Assert.Equal(ids, content.Select(item => item.GetProperty("top_logprobs")[0].GetProperty("token_id").GetInt32()));
    }

    [Fact]
    public async Task Generate_WithoutALimit_FillsTheContext()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { ContextLength = Prompt.Length + 300 });
        var answer = await client.AnswerAsync(Path, $$$"""{"token_ids":[{{{Ids}}}],"sampling_params":{"ignore_eos":true}}""");

        Assert.Equal(300, Wire.Ids("vllm-generate", answer).Length);
        Assert.Equal("length", Wire.End("vllm-generate", answer).Word);
    }

    [Fact]
    public async Task Generate_InTheOlderShape_SaysWhatStoppedItAndLacksWhatCameLater()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { OlderGenerateShape = true });
        var answer = await client.AnswerAsync(Path, Wire.Body("vllm-generate", Prompt));

        Assert.Equal("request_id choices prompt_logprobs kv_transfer_params", Wire.Names(answer));
        var choice = Wire.Choice(answer);
        Assert.Equal("index logprobs finish_reason stop_reason token_ids routed_experts", Wire.Names(choice));
        var first = choice.GetProperty("logprobs").GetProperty("content")[0];
        Assert.Equal("token logprob bytes top_logprobs", Wire.Names(first));
        Assert.Equal($"token_id:{Wire.Text(Wire.Ids("vllm-generate", answer)[0])}", first.GetProperty("token").GetString());
        var cut = await client.AnswerAsync(Path, $$$"""{"token_ids":[{{{Ids}}}],"sampling_params":{}}""");
        Assert.Equal(16, Wire.Ids("vllm-generate", cut).Length);
    }

    [Fact]
    public async Task Stream_WithUsage_TellsThePromptsIdsFirstAndTheWeightsLast()
    {
        var body = Wire.Body("vllm-generate", Prompt, top: ",\"return_token_ids\":true,\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        var all = await _client.AllFramesAsync(Path, body);

        var frames = all[..^1];
        Assert.Equal("request_id usage prompt_token_ids output_mode choices", Wire.Names(frames[0]));
        Assert.All(frames[1..], frame => Assert.Equal("request_id usage output_mode choices", Wire.Names(frame)));
        Assert.All(frames[..^1], frame => Assert.Equal(JsonValueKind.Null, Wire.Choice(frame).GetProperty("weight_versions").ValueKind));
        Assert.Equal(
            $$"""[{"version":"default","start":0,"end":{{frames.Length}}}]""",
            Wire.Choice(frames[^1]).GetProperty("weight_versions").GetRawText());
        Assert.Equal("request_id usage output_mode choices", Wire.Names(all[^1]));
        Assert.Equal(frames.Length, all[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Theory]
    [InlineData("""{"token_ids":[1]}""", "sampling_params must be an object.")]
    [InlineData("""{"token_ids":[],"sampling_params":{}}""", "token_ids must be a list of ids from 0 to 151668.")]
    public async Task Generate_WhenTheRequestIsInvalid_Answers400WithAnEnvelope(string body, string message)
    {
        var (status, answer) = await _client.PostAsync(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(message, JsonElement.Parse(answer).GetProperty("error").GetProperty("message").GetString());
    }
}
