using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines;

namespace Tito.Tests.Integration.Engines;

/// <summary>
/// Scores of tokens that are given, as SGLang (<c>io_struct.py</c>, <c>tokenizer_manager.py</c>) and vLLM (<c>completion/protocol.py</c>,
/// <c>token_in_token_out/protocol.py</c>) have them, over real sockets.
/// </summary>
public sealed class ScoringTests
{
    private const string SgLang = """{"text":"x","output_ids":[9],"meta_info":{"id":"r","input_token_logprobs":[[null,30,null],[-0.5,40,null],[-0.25,50,null]],"completion_tokens":1}}""";
    private const string VllmList = """[null,{"20":{"logprob":-7,"rank":3,"decoded_token":"b"}},{"30":{"logprob":-6,"rank":3,"decoded_token":"c"}},{"1":{"logprob":-0.1,"rank":1,"decoded_token":"z"},"40":{"logprob":-0.5,"rank":2,"decoded_token":"d"}},{"50":{"logprob":-0.25,"rank":1,"decoded_token":"e"}}]""";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Answers => new()
    {
        { "sglang", "/generate", SgLang },
        { "vllm", "/v1/completions", $$"""{"id":"c","choices":[{"index":0,"text":"x","prompt_logprobs":{{VllmList}}}]}""" },
        { "vllm-generate", "/inference/v1/generate", $$"""{"request_id":"r","choices":[],"prompt_logprobs":{{VllmList}}}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task ScoreAsync_OfAnAnswerAsTheEngineDocumentsIt_GivesTheLogprobsOfTheCompletion(string wire, string path, string answer)
    {
        await using var engine = await EngineDouble.StartAsync(200, answer);

        var outcome = await ScoreAsync(wire, engine);

        Assert.Equal([-0.5f, -0.25f], Assert.IsType<ScoringOutcome.Scored>(outcome).Logprobs);
        Assert.Equal(path, engine.Path);
    }

    [Fact]
    public async Task ScoreAsync_OverEachWire_SendsPromptAndCompletionAndAsksForTheirLogprobs()
    {
        await using var engine = await EngineDouble.StartAsync(200, "{}");

        await ScoreAsync("sglang", engine);
        Assert.Equal(
            """{"rid":"test/score/","sampling_params":{"max_new_tokens":1,"temperature":0,"skip_special_tokens":false},"return_logprob":true,"logprob_start_len":2,"input_ids":[10,20,30,40,50]}""",
            engine.RequestBody);
        Assert.Equal(("s", "s"), (engine.RoutingKey, engine.SessionHeader));
        await ScoreAsync("vllm", engine);
        Assert.Equal("""{"request_id":"test/score/","max_tokens":1,"temperature":0,"prompt_logprobs":0,"prompt":[10,20,30,40,50]}""", engine.RequestBody);
        await ScoreAsync("vllm-generate", engine);
        Assert.Equal(
            """{"request_id":"test/score/","sampling_params":{"max_tokens":1,"temperature":0,"prompt_logprobs":0},"token_ids":[10,20,30,40,50]}""", engine.RequestBody);
    }

    [Fact]
    public async Task ScoreAsync_OverAWireThatCannot_SaysSoAndSendsNothing()
    {
        await using var engine = await EngineDouble.StartAsync(200, "{}");

        var outcome = await ScoreAsync("sglang-chat", engine);

        Assert.Contains("sglang-chat", Assert.IsType<ScoringOutcome.NotServed>(outcome).Reason, StringComparison.Ordinal);
        Assert.Equal("", engine.Path);
    }

    [Theory]
    [InlineData("sglang", 200, """{"meta_info":{"input_token_logprobs":[[-0.5,40,null]]}}""", "1 entries, and 2 tokens")]
    [InlineData("sglang", 200, """{"meta_info":{"input_token_logprobs":[[-0.5,40,null],[-0.25,51,null]]}}""", "[1][1] is 51, but 50 was sent")]
    [InlineData("sglang", 200, """{"meta_info":{"input_token_logprobs":[[null,40,null],[-0.25,50,null]]}}""", "[0][0] is no finite number")]
    [InlineData("sglang", 200, """{"meta_info":{}}""", "input_token_logprobs is missing")]
    [InlineData("sglang", 200, "[]", "not an object")]
    [InlineData("sglang", 200, "{", "not JSON")]
    [InlineData("sglang", 503, "{}", "status 503")]
    [InlineData("vllm", 200, """{"choices":[{"prompt_logprobs":null}]}""", "prompt_logprobs is null")]
    [InlineData("vllm", 200, """{"choices":[]}""", "choices has 0 entries")]
    [InlineData("vllm", 200, """{"choices":[{"prompt_logprobs":[null,{},{},{"41":{"logprob":-1}},{"50":{"logprob":-1}}]}]}""", "[3].40 is missing")]
    [InlineData("vllm", 200, """{"choices":[{"prompt_logprobs":[null,{},{},{"40":{"logprob":-9999}},{"50":{"logprob":-1}}]}]}""", "it has none")]
    [InlineData("vllm-generate", 200, """{"prompt_logprobs":[null]}""", "1 entries, and 5 tokens")]
    public async Task ScoreAsync_OfAnyOtherAnswer_SaysWhatIsWrong(string wire, int status, string answer, string reason)
    {
        await using var engine = await EngineDouble.StartAsync(status, answer);

        Assert.Contains(reason, Assert.IsType<ScoringOutcome.Failed>(await ScoreAsync(wire, engine)).Reason, StringComparison.Ordinal);
    }

    private static async Task<ScoringOutcome> ScoreAsync(string wire, EngineDouble engine)
    {
        using var client = EngineRegistry.Create(wire, new() { BaseAddress = engine.BaseAddress }, TimeProvider.System);
        var tokens = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [10, 20, 30])).Append(TokenSegment.Sampled([40, 50], [-1, -1]));
        return await client.ScoreAsync(new("test/score/", "s", tokens, 3), Ends);
    }
}
