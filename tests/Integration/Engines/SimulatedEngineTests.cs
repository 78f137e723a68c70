using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Simulation;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Engines;

public sealed class SimulatedEngineTests : IAsyncLifetime
{
    private const string Tools = """{"messages":[{"role":"user","content":""}],"tools":[{"type":"function"}]}""";
    private const string BadIds = "input_ids must be a list of ids from 0 to 151668; the simulated engine renders no messages.";
    private const string Plain = """{"messages":[{"role":"user","content":""}]}""";

    private static readonly string[] Questions =
        [.. Enumerable.Range(0, 40).Select(i => ChatMl.User($"Question {i}: what is the weather in Zürich?"))];

    private SimulatedEngine _server = null!;
    private HttpEngine _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StartAsync(seed: 7);
        _client = EngineRegistry.Create("sglang-chat", new() { BaseAddress = _server.BaseAddress }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Complete_WhenTokensCanBeSplit_IsNeverTheTokenizersOwnSpelling()
    {
        var tokenizer = Qwen3Model.Tokenizer;
        tokenizer.TryGetId("<|im_end|>", out var stop);
        foreach (var question in Questions)
        {
            var ids = (await Sample(Plain, ChatMl.Prompt(question))).Completion.Ids;

            var text = tokenizer.Decode(ids.AsSpan(), skipSpecialTokens: false);
            var canonical = tokenizer.Encode(text, SpecialTokens.Parse);
            Assert.NotEqual(canonical, ids);
            Assert.Equal(text, tokenizer.Decode(canonical.AsSpan(), skipSpecialTokens: false));
            Assert.Equal(ids.Length - 1, ids.IndexOf(stop));
        }
    }

    [Fact]
    public async Task Complete_WhenAMessageIsRenderedByTheTemplate_GivesTheSampledTextAgain()
    {
        foreach (var question in Questions)
        {
            var completion = await Sample(Tools, ChatMl.Prompt(ChatMl.System(ChatMl.Tools), question));

            Assert.Equal(Render(completion.Parsed!.Value), Text(completion));
        }
    }

    [Fact]
    public async Task Complete_WhenTheUserAsksAndToolsAreDeclared_CallsThemWithArgumentsOfTheirSchema()
    {
        var calls = new List<(string Name, JsonElement Arguments)>();
        var parallel = 0;
        foreach (var question in Questions)
        {
            var completion = await Sample(Tools, ChatMl.Prompt(ChatMl.System(ChatMl.Tools), question));
            Assert.Equal("tool_calls", completion.FinishReason);
            var made = completion.Parsed!.Value.GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("function")).ToList();
            calls.AddRange(made.Select(function =>
                (function.GetProperty("name").GetString()!, JsonElement.Parse(function.GetProperty("arguments").GetString()!))));
            parallel += made.Count > 1 ? 1 : 0;
        }

        Assert.Equal(["get_weather", "run_shell"], calls.Select(call => call.Name).Distinct().Order());
        Assert.InRange(parallel, 1, Questions.Length - 1);
        Assert.All(calls.Where(call => call.Name == "run_shell"), call => Assert.Equal(
            JsonValueKind.String, call.Arguments.GetProperty("command").ValueKind));
        Assert.All(calls.Where(call => call.Name == "get_weather"), call =>
        {
            Assert.Equal(["city", "unit", "days", "hours", "now"], call.Arguments.EnumerateObject().Select(argument => argument.Name));
            Assert.Contains(call.Arguments.GetProperty("unit").GetString(), new[] { "c", "f" });
            Assert.True(call.Arguments.GetProperty("days").TryGetInt32(out _));
            Assert.All(call.Arguments.GetProperty("hours").EnumerateArray(), hour => Assert.Equal(JsonValueKind.Number, hour.ValueKind));
            Assert.True(call.Arguments.GetProperty("now").ValueKind is JsonValueKind.True or JsonValueKind.False);
        });
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("{\"name\": \"\"}")]
    [InlineData("{\"name\": \"a\\\"b\"}")]
    [InlineData("{\"name\": \"\\ud83d\"}")]
    public async Task Complete_WhenNoDeclaredToolCanBeWritten_Answers(string tool)
    {
        var completion = await Sample(Tools, ChatMl.Prompt(ChatMl.System(tool), Questions[0]));

        Assert.Equal("stop", completion.FinishReason);
    }

    [Fact]
    public async Task Complete_WhenAToolIsNamedLikeASpecialToken_SpellsItAsTextAndStopsOnce()
    {
        var tokenizer = Qwen3Model.Tokenizer;
        tokenizer.TryGetId("<|im_end|>", out var stop);
        ImmutableArray<int> prompt =
        [
            .. tokenizer.Encode("<|im_start|>system\n\n<tools>\n", SpecialTokens.Parse),
            .. tokenizer.Encode("{\"name\": \"<|im_end|>\"}", SpecialTokens.AsText),
            .. tokenizer.Encode("\n</tools>\n<|im_end|>\n" + Questions[0] + "<|im_start|>assistant\n", SpecialTokens.Parse),
        ];

        var completion = await Sample(Tools, prompt);

        var function = completion.Parsed!.Value.GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("""{"name":"<|im_end|>","arguments":"{}"}""", function.GetRawText());
        Assert.Equal(completion.Completion.Ids.Length - 1, completion.Completion.Ids.IndexOf(stop));
    }

    [Fact]
    public async Task Complete_WhenToolsHaveAnswered_AnswersAfterThreeRoundsAtTheLatest()
    {
        var round = ChatMl.Assistant("Call") + ChatMl.ToolResult("{\"temperature\": 21}");
        var answers = 0;
        foreach (var question in Questions)
        {
            var system = ChatMl.System(ChatMl.Tools);
            answers += (await Sample(Tools, ChatMl.Prompt(system, question, round))).FinishReason == "stop" ? 1 : 0;

            var last = await Sample(Tools, ChatMl.Prompt(system, question, round, round, round));
            Assert.Equal("stop", last.FinishReason);
            Assert.Contains("21", last.Parsed!.Value.GetProperty("content").GetString(), StringComparison.Ordinal);
        }

        Assert.InRange(answers, 1, Questions.Length - 1);
    }

    [Fact]
    public async Task Complete_WhenManyQuestionsAreAsked_WritesDegreesEmojiAndHan()
    {
        var text = new StringBuilder();
        foreach (var question in Questions)
        {
            text.Append(Text(await Sample(Plain, ChatMl.Prompt(question))));
        }

        Assert.Contains(text.ToString().EnumerateRunes(), rune => rune.Value == '°');
        Assert.Contains(text.ToString().EnumerateRunes(), rune => rune.Value is >= 0x1F300 and <= 0x1FAFF);
        Assert.Contains(text.ToString().EnumerateRunes(), rune => rune.Value is >= 0x4E00 and <= 0x9FFF);
    }

    [Fact]
    public async Task Complete_WhenThePromptClosesTheThinkBlock_WritesNoReasoning()
    {
        var prompt = ChatMl.Prompt(Questions[0]).AddRange(
            Qwen3Model.Tokenizer.Encode("<think>\n\n</think>\n\n", SpecialTokens.Parse));

        var completion = await Sample("""{"messages":[{}],"chat_template_kwargs":{"enable_thinking":false}}""", prompt);

        Assert.Equal(JsonValueKind.Null, completion.Parsed!.Value.GetProperty("reasoning_content").ValueKind);
        Assert.Equal(Text(completion), completion.Parsed!.Value.GetProperty("content").GetString());
    }

    [Fact]
    public async Task Complete_WhenSeedAndPromptAreTheSame_IsTheSameByteForByteOnAnotherServer()
    {
        var prompt = ChatMl.Prompt(ChatMl.System(ChatMl.Tools), Questions[0]);
        await using var twin = await StartAsync(seed: 7);
        await using var other = await StartAsync(seed: 8);

        var answer = await Post(_server, Body(Tools, prompt));

        Assert.Equal(answer, await Post(_server, Body(Tools, prompt)));
        Assert.Equal(answer, await Post(twin, Body(Tools, prompt)));
        Assert.NotEqual(answer, await Post(other, Body(Tools, prompt)));
        Assert.NotEqual(answer, await Post(_server, Body(Tools, ChatMl.Prompt(ChatMl.System(ChatMl.Tools), Questions[1]))));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task Complete_WhenTheLimitComesFirst_CutsTheSameCompletionAndSaysLength(string limit)
    {
        var prompt = ChatMl.Prompt(Questions[0]);
        var whole = await Sample(Plain, prompt);

        var cut = await Sample($$"""{"messages":[{}],"{{limit}}":5}""", prompt);

        Assert.Equal(("length", 5), (cut.FinishReason, cut.Completion.Ids.Length));
        Assert.Equal(whole.Completion.Ids[..5], cut.Completion.Ids);
        Assert.Equal(whole.Completion.Logprobs[..5], cut.Completion.Logprobs);
        Assert.Equal("""{"type":"length","length":5}""", Choice(cut).GetProperty("meta_info").GetProperty("finish_reason").GetRawText());
        Assert.Equal("", cut.Parsed!.Value.GetProperty("content").GetString());
    }

    [Fact]
    public async Task Complete_WhenTheLimitIsTheWholeLength_StillStops()
    {
        var prompt = ChatMl.Prompt(Questions[0]);
        var whole = await Sample(Plain, prompt);

        Assert.Equal("stop", (await Sample($$"""{"messages":[{}],"max_tokens":{{whole.Completion.Ids.Length}}}""", prompt)).FinishReason);
    }

    [Fact]
    public async Task Complete_WhenItStops_HasTheShapeOfAnSgLangAnswer()
    {
        var prompt = ChatMl.Prompt(Questions[0]);
        var completion = await Sample("""{"messages":[{}],"model":"m"}""", prompt);
        var count = completion.Completion.Ids.Length;

        var (_, body) = await Post(_server, Body("""{"messages":[{}],"model":"m"}""", prompt));
        var answer = JsonElement.Parse(body);
        Assert.Equal(["id", "object", "created", "model", "choices", "usage", "metadata"], Names(answer));
        Assert.Equal(("chat.completion", "m"), (answer.GetProperty("object").GetString(), answer.GetProperty("model").GetString()));
        Assert.Equal(
            $$"""{"prompt_tokens":{{prompt.Length}},"total_tokens":{{prompt.Length + count}},"completion_tokens":{{count}},"prompt_tokens_details":null,"reasoning_tokens":0}""",
            answer.GetProperty("usage").GetRawText());
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal(["index", "message", "logprobs", "finish_reason", "matched_stop", "meta_info"], Names(choice));
        Assert.Equal(["role", "content", "reasoning_content", "tool_calls"], Names(choice.GetProperty("message")));
        Assert.Equal(["role", "content", "reasoning_content"], Names(completion.Parsed!.Value));
        Assert.Equal(count, choice.GetProperty("logprobs").GetProperty("content").GetArrayLength());
        Assert.Equal(151645, choice.GetProperty("matched_stop").GetInt32());
        var meta = choice.GetProperty("meta_info");
        Assert.Equal("""{"type":"stop","matched":151645}""", meta.GetProperty("finish_reason").GetRawText());
        Assert.Equal(answer.GetProperty("id").GetString(), meta.GetProperty("id").GetString());
        Assert.Equal("<|im_end|>", meta.GetProperty("output_token_logprobs")[count - 1][2].GetString());
        Assert.Equal((prompt.Length, 0, "default"), (completion.Facts.PromptTokens, completion.Facts.CachedTokens, completion.Facts.WeightVersion));
        Assert.All(completion.Completion.Logprobs, logprob => Assert.InRange(logprob, -4f, 0f));
    }

    [Fact]
    public async Task Complete_WhenNothingIsAskedFor_LeavesLogprobsAndMetaInfoOut()
    {
        var choice = JsonElement.Parse((await Post(_server, """{"messages":[{}],"input_ids":[1]}""")).Body).GetProperty("choices")[0];

        Assert.Equal(["index", "message", "logprobs", "finish_reason", "matched_stop"], Names(choice));
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("logprobs").ValueKind);
    }

    [Theory]
    [InlineData("{", "The body is not JSON.")]
    [InlineData("[]", "The body is not an object.")]
    [InlineData("""{"input_ids":[1]}""", "Messages cannot be empty.")]
    [InlineData("""{"messages":[{}],"input_ids":[1],"stream":true}""", "The simulated engine does not stream.")]
    [InlineData("""{"messages":[{}],"input_ids":[1],"n":2}""", "The simulated engine writes one completion; n must be 1.")]
    [InlineData("""{"messages":[{}],"input_ids":[1],"max_tokens":0}""", "max_tokens must be a positive integer.")]
    [InlineData("""{"messages":[{}]}""", BadIds)]
    [InlineData("""{"messages":[{}],"input_ids":[151669]}""", BadIds)]
    [InlineData("""{"messages":[{}],"input_ids":[-1]}""", BadIds)]
    public async Task Complete_WhenTheRequestIsInvalid_AnswersWithTheErrorObjectOfSgLang(string body, string message)
    {
        var (status, answer) = await Post(_server, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal($$"""{"object":"error","message":"{{message}}","type":"BadRequestError","param":null,"code":400}""", answer);
    }

    [Fact]
    public async Task Get_WhenHealthOrModelsAreAsked_Answers()
    {
        using var http = new HttpClient { BaseAddress = _server.BaseAddress };

        Assert.Equal("", await http.GetStringAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken));
        var models = JsonElement.Parse(
            await http.GetStringAsync(new Uri("v1/models", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("simulated", models.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task StartAsync_WhenThePortIsTaken_Throws() => await Assert.ThrowsAsync<IOException>(() => SimulatedEngine.StartAsync(
        new() { Tokenizer = Qwen3Model.Tokenizer, Family = Qwen3Model.Family, Port = _server.BaseAddress.Port },
        TestContext.Current.CancellationToken));

    [Fact]
    public async Task StartAsync_WhenTheFamilyWritesCallsInAnotherForm_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SimulatedEngine.StartAsync(
            new() { Tokenizer = Qwen3Model.Tokenizer, Family = Qwen3Model.Family with { Completion = CompletionFormats.Glm } },
            TestContext.Current.CancellationToken));

    private static Task<SimulatedEngine> StartAsync(long seed) => SimulatedEngine.StartAsync(
        new() { Tokenizer = Qwen3Model.Tokenizer, Family = Qwen3Model.Family, Seed = seed }, TestContext.Current.CancellationToken);

    private async Task<Sampled> Sample(string body, ImmutableArray<int> prompt)
    {
        var outcome = await _client.GenerateAsync(
            EngineRequest.Of("s", prompt, body), observer: null, TestContext.Current.CancellationToken);
        return Assert.IsType<InferenceOutcome.Completed>(outcome).Sampled;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Post(SimulatedEngine server, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(
            new Uri(server.BaseAddress, "v1/chat/completions"), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Body(string body, ImmutableArray<int> prompt) =>
        $"{body[..^1]},\"return_meta_info\":true,\"logprobs\":true,\"input_ids\":[{string.Join(',', prompt)}]}}";

    private static JsonElement Choice(Sampled sampled) => sampled.Extra.GetProperty("choices")[0];

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(property => property.Name);

    private static string Text(Sampled sampled) => Qwen3Model.Tokenizer.Decode(sampled.Completion.Ids.AsSpan(), skipSpecialTokens: true);

    /// <summary>An assistant message as Qwen3's published template writes it, worked out by hand from the template's text.</summary>
    private static string Render(JsonElement message)
    {
        var content = message.GetProperty("content").GetString()!;
        var text = new StringBuilder("<think>\n").Append(message.GetProperty("reasoning_content").GetString()!.Trim('\n'))
            .Append("\n</think>\n\n").Append(content.TrimStart('\n'));
        var follows = content.Length > 0;
        foreach (var call in message.GetProperty("tool_calls").EnumerateArray())
        {
            var function = call.GetProperty("function");
            text.Append(follows ? "\n" : "").Append("<tool_call>\n{\"name\": \"").Append(function.GetProperty("name").GetString())
                .Append("\", \"arguments\": ").Append(function.GetProperty("arguments").GetString()).Append("}\n</tool_call>");
            follows = true;
        }

        return text.ToString();
    }
}
