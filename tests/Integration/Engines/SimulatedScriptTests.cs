using System.Text.Json;
using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>A simulated engine with a script takes the script's turns after each question.</summary>
public sealed class SimulatedScriptTests : IAsyncLifetime
{
    private const string Body = """{"messages":[{"role":"user","content":""}],"tools":[{"type":"function"}]}""";
    private const string Weather = """{"city": "Zürich", "unit": "c", "days": 2.0}""";
    private const string Shell = """{"command": "ls"}""";

    private static readonly string Declared = ChatMl.System(ChatMl.Tools);
    private static readonly string Question = ChatMl.User("What is the weather?");
    private static readonly string Round = ChatMl.Assistant("Call") + ChatMl.ToolResult("21");

    private SimulatedEngine _server = null!;
    private HttpEngine _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatedEngine.StartAsync(
            new()
            {
                Tokenizer = Qwen3Model.Tokenizer,
                Family = Qwen3Model.Family,
                Script =
                [
                    new(Says: false, [new("task", "{}")]) { Once = true },
                    new(Says: false, [new("get_weather", Weather)]),
                    new(Says: true, [new("get_weather", Weather), new("shell", Shell)]),
                ],
            },
            TestContext.Current.CancellationToken);
        _client = EngineRegistry.Create("sglang-chat", new() { BaseAddress = _server.BaseAddress }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Complete_AfterAQuestion_CallsAsTheScriptSays()
    {
        var message = await SampleAsync(Declared, Question);

        Assert.Equal(["get_weather " + Weather], Calls(message));
        Assert.Equal("", message.GetProperty("content").GetString()!.Trim());
        Assert.NotEqual("", message.GetProperty("reasoning_content").GetString());
    }

    [Fact]
    public async Task Complete_AfterOneRound_SaysSomethingAndCallsToolsByTheLastPartsOfTheirNames()
    {
        var message = await SampleAsync(Declared, Question, Round);

        Assert.Equal(["get_weather " + Weather, "run_shell " + Shell], Calls(message));
        Assert.NotEqual("", message.GetProperty("content").GetString()!.Trim());
    }

    [Fact]
    public async Task Complete_PastTheScript_Answers() => Assert.Empty(Calls(await SampleAsync(Declared, Question, Round, Round)));

    [Fact]
    public async Task Complete_AfterAnotherQuestion_BeginsTheScriptAnew() => Assert.Equal(
        ["get_weather " + Weather], Calls(await SampleAsync(Declared, Question, Round, Round, ChatMl.Assistant("21"), Question)));

    /// <summary>A turn that a conversation has once is no part of the script where its tool is not declared, as in the other tests here.</summary>
    [Fact]
    public async Task Complete_WithATurnThatAConversationHasOnce_TakesItAfterTheFirstQuestion()
    {
        var declared = ChatMl.System($$"""{"name": "task"}{{"\n"}}{{ChatMl.Tools}}""");
        var asked = ChatMl.Assistant("<tool_call>\n{\"name\": \"task\", \"arguments\": {}}\n</tool_call>") + ChatMl.ToolResult("Done.");

        Assert.Equal(["task {}"], Calls(await SampleAsync(declared, Question)));
        Assert.Equal(["get_weather " + Weather], Calls(await SampleAsync(declared, Question, asked)));
        Assert.Equal(["get_weather " + Weather], Calls(await SampleAsync(declared, Question, asked, Question)));
    }

    /// <summary>Claude Code asks for its summary with all its tools declared, and in these words.</summary>
    [Fact]
    public async Task Complete_WhenTheQuestionForbidsCalls_Answers() =>
        Assert.Empty(Calls(await SampleAsync(Declared, Question, Round, ChatMl.User("Respond with TEXT ONLY. Do NOT call any tools."))));

    [Theory]
    [InlineData("no tools")]
    [InlineData("{\"name\": \"weather\"}")]
    [InlineData("{\"name\": \"forget_weather\"}")]
    public async Task Complete_WhenTheScriptsToolIsNotDeclared_Answers(string tools) =>
        Assert.Empty(Calls(await SampleAsync(ChatMl.System(tools), Question)));

    private static IEnumerable<string> Calls(JsonElement message) => message.TryGetProperty("tool_calls", out var calls)
        ? calls.EnumerateArray().Select(call => call.GetProperty("function")).Select(
            function => $"{function.GetProperty("name").GetString()} {function.GetProperty("arguments").GetString()}")
        : [];

    private async Task<JsonElement> SampleAsync(params string[] turns)
    {
        var outcome = await _client.GenerateAsync(
            EngineRequest.Of("s", ChatMl.Prompt(turns), Body), observer: null, TestContext.Current.CancellationToken);
        return Assert.IsType<InferenceOutcome.Completed>(outcome).Sampled.Parsed!.Value;
    }
}
