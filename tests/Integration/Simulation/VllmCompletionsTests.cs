using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using Tito.Tests.Integration.Engines;

namespace Tito.Tests.Integration.Simulation;

/// <summary>vLLM's <c>/v1/completions</c>: the fields of section 3 of wires.md, and of <c>completion/serving.py</c> at commit 030ea52e.</summary>
public sealed class VllmCompletionsTests : IAsyncLifetime
{
    private const string Path = "/v1/completions";

    private static readonly ImmutableArray<int> Prompt = ChatMl.Prompt(ChatMl.User("Hello, who are you?"));

    private EngineClient _client = null!;

    private static string Ids => string.Join(',', Prompt);

    public async ValueTask InitializeAsync() => _client = await EngineClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Complete_WithNothingAsked_HasEachFieldAndStopsAt16Tokens()
    {
        var answer = await _client.AnswerAsync(Path, $$"""{"model":"m","prompt":[{{Ids}}]}""");

        Assert.Equal("id object created model choices service_tier system_fingerprint usage kv_transfer_params", Wire.Names(answer));
        Assert.Equal(("text_completion", "m"), (answer.GetProperty("object").GetString(), answer.GetProperty("model").GetString()));
        var choice = Wire.Choice(answer);
        Assert.Equal("index text logprobs finish_reason stop_reason token_ids prompt_logprobs prompt_token_ids routed_experts", Wire.Names(choice));
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
        Assert.All(
            (string[])["logprobs", "stop_reason", "token_ids", "prompt_token_ids", "routed_experts"],
            name => Assert.Equal(JsonValueKind.Null, choice.GetProperty(name).ValueKind));
        Assert.Equal(
            $$"""{"prompt_tokens":{{Prompt.Length}},"total_tokens":{{Prompt.Length + 16}},"completion_tokens":16,"prompt_tokens_details":null}""",
            answer.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Complete_WithIdsAndLogprobsAsked_HasThemInTheChoice()
    {
        var answer = await _client.AnswerAsync(Path, Wire.Body("vllm", Prompt));

        Assert.Equal("cmpl-a/1/", answer.GetProperty("id").GetString());
        var choice = Wire.Choice(answer);
        Assert.Equal(Prompt, Wire.Numbers(choice.GetProperty("prompt_token_ids")));
        Assert.Equal(("stop", "null"), Wire.End("vllm", answer));
        var ids = Wire.Ids("vllm", answer);
        var logprobs = choice.GetProperty("logprobs");
        Assert.Equal("text_offset token_logprobs tokens top_logprobs", Wire.Names(logprobs));
        Assert.All(logprobs.EnumerateObject(), list => Assert.Equal(ids.Length, list.Value.GetArrayLength()));
        var tokens = logprobs.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!).ToList();
        Assert.Equal("<|im_end|>", tokens[^1]);
        Assert.Equal(
            tokens.Select((_, i) => tokens.Take(i).Sum(token => token.Length)), Wire.Numbers(logprobs.GetProperty("text_offset")));
        Assert.Equal($$"""{"<|im_end|>":{{logprobs.GetProperty("token_logprobs")[ids.Length - 1].GetRawText()}}}""", logprobs.GetProperty("top_logprobs")[ids.Length - 1].GetRawText());
    }

    [Fact]
    public async Task Complete_WithTokensAsIds_WritesTheIdOfEach()
    {
        var answer = await _client.AnswerAsync(Path, Wire.Body("vllm", Prompt, top: ",\"return_tokens_as_token_ids\":true"));

        Assert.Equal(
            Wire.Ids("vllm", answer).Select(id => $"token_id:{Wire.Text(id)}"),
            Wire.Choice(answer).GetProperty("logprobs").GetProperty("tokens").EnumerateArray().Select(token => token.GetString()));
    }

    [Fact]
    public async Task Stream_WithUsage_TellsThePromptsIdsOnceAndCountsAtTheEnd()
    {
        var whole = await _client.AnswerAsync(Path, Wire.Body("vllm", Prompt));
        var all = await _client.AllFramesAsync(Path, Wire.Body("vllm", Prompt, top: ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        var (frames, usage) = (all[..^1], all[^1]);
        Assert.All(frames, frame => Assert.Equal("id object created model choices", Wire.Names(frame)));
        Assert.All(frames, frame => Assert.Equal(
            "index text logprobs finish_reason stop_reason prompt_token_ids token_ids", Wire.Names(Wire.Choice(frame))));
        Assert.Equal(Prompt, Wire.Numbers(Wire.Choice(frames[0]).GetProperty("prompt_token_ids")));
        Assert.All(frames[1..], frame => Assert.Equal(JsonValueKind.Null, Wire.Choice(frame).GetProperty("prompt_token_ids").ValueKind));
        Assert.Equal(
            Wire.Choice(whole).GetProperty("text").GetString(),
            string.Concat(frames.Select(frame => Wire.Choice(frame).GetProperty("text").GetString())));
        Assert.Equal("id object created model choices usage", Wire.Names(usage));
        Assert.Equal(0, usage.GetProperty("choices").GetArrayLength());
        Assert.Equal(
            $$"""{"prompt_tokens":{{Prompt.Length}},"total_tokens":{{Prompt.Length + frames.Length}},"completion_tokens":{{frames.Length}}}""",
            usage.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Complete_OfAModelWithExperts_HasANumpyFileOfAllRows()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { Experts = (3, 2) });
        var answer = await client.AnswerAsync(Path, Wire.Body("vllm", Prompt, limit: 5, top: ",\"routed_experts_prompt_start\":4"));

        var file = Convert.FromBase64String(Wire.Choice(answer).GetProperty("routed_experts").GetString()!);
        var rows = Prompt.Length + 5 - 1 - 4;
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], file[..8]);
        var header = file[8] + (file[9] << 8);
        Assert.Equal(0, (10 + header) % 64);
        Assert.Equal(
            $"{{'descr': '<i4', 'fortran_order': False, 'shape': ({rows}, 3, 2), }}",
            Encoding.ASCII.GetString(file, 10, header).TrimEnd());
        Assert.Equal((byte)'\n', file[10 + header - 1]);
        Assert.Equal(rows * 3 * 2 * 4, file.Length - 10 - header);
    }

    [Fact]
    public async Task Complete_WhenTheRequestIsInvalid_Answers400WithAnEnvelope()
    {
        var (status, answer) = await _client.PostAsync(Path, """{"prompt":[-1]}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            """{"error":{"message":"prompt must be a list of ids from 0 to 151668.","type":"BadRequestError","param":null,"code":400}}""", answer);
    }
}
