using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Tito.Tests.Integration.Engines;

namespace Tito.Tests.Integration.Simulation;

/// <summary>SGLang's <c>/generate</c>: the fields of section 1 of wires.md.</summary>
public sealed class SgLangGenerateTests : IAsyncLifetime
{
    private static readonly ImmutableArray<int> Prompt = ChatMl.Prompt(ChatMl.User("Hello, who are you?"));

    private EngineClient _client = null!;

    private static string Ids => string.Join(',', Prompt);

    public async ValueTask InitializeAsync() => _client = await EngineClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Generate_WithNothingAsked_HasTextIdsAndMetaInfo()
    {
        var answer = await _client.AnswerAsync("/generate", $$"""{"input_ids":[{{Ids}}]}""");

        Assert.Equal("text output_ids meta_info", Wire.Names(answer));
        var meta = answer.GetProperty("meta_info");
        var count = answer.GetProperty("output_ids").GetArrayLength();
        Assert.Equal("id finish_reason prompt_tokens weight_version weight_versions completion_tokens cached_tokens e2e_latency", Wire.Names(meta));
        Assert.Equal("""{"type":"stop","matched":151645}""", meta.GetProperty("finish_reason").GetRawText());
        Assert.Equal((Prompt.Length, count, 0), (Int(meta, "prompt_tokens"), Int(meta, "completion_tokens"), Int(meta, "cached_tokens")));
        Assert.Equal("default", meta.GetProperty("weight_version").GetString());
        Assert.Matches("^[0-9a-f]{32}$", meta.GetProperty("id").GetString());
        Assert.StartsWith("<think>\n", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<|im_end|>", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_WithEverythingAsked_HasLogprobsTextsAndThePromptsIds()
    {
        var body = $$"""{"rid":"r/","input_ids":[{{Ids}}],"return_logprob":true,"return_text_in_logprobs":true,"return_prompt_token_ids":true}""";
        var answer = await _client.AnswerAsync("/generate", body);

        Assert.Equal("text output_ids prompt_token_ids meta_info", Wire.Names(answer));
        Assert.Equal(Prompt, Wire.Numbers(answer.GetProperty("prompt_token_ids")));
        Assert.Equal("r/", answer.GetProperty("meta_info").GetProperty("id").GetString());
        var triples = answer.GetProperty("meta_info").GetProperty("output_token_logprobs").EnumerateArray().ToList();
        Assert.Equal(Wire.Ids("sglang", answer), triples.Select(triple => triple[1].GetInt32()));
        Assert.Equal("<|im_end|>", triples[^1][2].GetString());
        Assert.All(triples, triple => Assert.InRange(triple[0].GetDouble(), -4, 0));
    }

    [Fact]
    public async Task Generate_WithoutTextsAsked_HasNullInEachTriple()
    {
        var answer = await _client.AnswerAsync("/generate", $$"""{"input_ids":[{{Ids}}],"return_logprob":true}""");

        Assert.All(
            answer.GetProperty("meta_info").GetProperty("output_token_logprobs").EnumerateArray(),
            triple => Assert.Equal(JsonValueKind.Null, triple[2].ValueKind));
    }

    [Fact]
    public async Task Generate_WithoutALimit_StopsAt128Tokens()
    {
        var body = $$$"""{"input_ids":[{{{Ids}}}],"sampling_params":{"ignore_eos":true}}""";
        var meta = (await _client.AnswerAsync("/generate", body)).GetProperty("meta_info");

        Assert.Equal(128, Int(meta, "completion_tokens"));
        Assert.Equal("""{"type":"length","length":128}""", meta.GetProperty("finish_reason").GetRawText());
    }

    [Fact]
    public async Task Stream_ByDefault_HasAllSoFarInEachFrame()
    {
        var whole = await _client.AnswerAsync("/generate", Wire.Body("sglang", Prompt));
        var frames = await _client.AllFramesAsync("/generate", Wire.Body("sglang", Prompt, top: ",\"stream\":true"));

        var ids = Wire.Ids("sglang", whole);
        Assert.Equal(ids.Length, frames.Length);
        for (var i = 0; i < frames.Length; i++)
        {
            Assert.Equal(ids[..(i + 1)], Wire.Ids("sglang", frames[i]));
            Assert.Equal(i + 1, Int(frames[i].GetProperty("meta_info"), "completion_tokens"));
            Assert.Equal(i + 1, Wire.Logprobs("sglang", frames[i]).Length);
            Assert.StartsWith(
                frames[Math.Max(0, i - 1)].GetProperty("text").GetString()!, frames[i].GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("\uFFFD", frames[i].GetProperty("text").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(whole.GetRawText(), frames[^1].GetRawText());
    }

    [Fact]
    public async Task Stream_WhenIncremental_HasWhatIsNewAndCountsAll()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { IncrementalStreams = true, SplitOneIn = 1 });
        var whole = await client.AnswerAsync("/generate", Wire.Body("sglang", Prompt));
        var frames = await client.AllFramesAsync("/generate", Wire.Body("sglang", Prompt, top: ",\"stream\":true"));

        Assert.Equal(whole.GetProperty("text").GetString(), string.Concat(frames.Select(frame => frame.GetProperty("text").GetString())));
        Assert.Equal(
            Enumerable.Range(1, frames.Length), frames.Select(frame => Int(frame.GetProperty("meta_info"), "completion_tokens")));
        Assert.All(frames, frame => Assert.Single(Wire.Ids("sglang", frame)));
        Assert.Contains(frames[..^1], frame => frame.GetProperty("text").ValueEquals("")); // A token that ended inside a character.
    }

    [Fact]
    public async Task Generate_OfAModelWithExperts_HasARowForEachTokenFromTheStartButTheLast()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { Experts = (3, 2) });
        var body = $$$"""{"input_ids":[{{{Ids}}}],"return_routed_experts":true,"routed_experts_start_len":4,"sampling_params":{"max_new_tokens":5}}""";
        var meta = (await client.AnswerAsync("/generate", body)).GetProperty("meta_info");

        var bytes = Convert.FromBase64String(meta.GetProperty("routed_experts").GetString()!);
        Assert.Equal((Prompt.Length + 5 - 1 - 4) * 3 * 2 * sizeof(int), bytes.Length);
    }

    [Theory]
    [InlineData("""{"text":"a","input_ids":[1]}""", "Give one of text and input_ids.")]
    [InlineData("{}", "Give one of text and input_ids.")]
    [InlineData("""{"input_ids":[]}""", "input_ids must be a list of ids from 0 to 151668.")]
    [InlineData("""{"input_ids":[151669]}""", "input_ids must be a list of ids from 0 to 151668.")]
    [InlineData("""{"input_ids":[[1]]}""", "input_ids must be a list of ids from 0 to 151668.")]
    [InlineData("""{"input_ids":[1],"sampling_params":{"max_new_tokens":0}}""", "sampling_params.max_new_tokens must be a positive integer.")]
    [InlineData("""{"input_ids":[1],"sampling_params":{"n":2}}""", "The simulated engine writes one completion; n must be 1.")]
    [InlineData("""{"input_ids":[1],"routed_experts_start_len":2}""", "routed_experts_start_len (2) must not exceed the 1 prompt tokens.")]
    public async Task Generate_WhenTheRequestIsInvalid_Answers400WithAnError(string body, string message)
    {
        var (status, answer) = await _client.PostAsync("/generate", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal($$$"""{"error":{"message":"{{{message}}}"}}""", answer);
    }

    [Fact]
    public async Task Generate_BeyondTheContext_Answers400()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { ContextLength = Prompt.Length });

        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/generate", Wire.Body("sglang", Prompt))).Status);
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
