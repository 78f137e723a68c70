using Microsoft.Extensions.Time.Testing;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>An engine fails in the middle of a session, over a real connection: the client learns why, and the session goes on.</summary>
public sealed class EngineFaultTests
{
    private const string Tokens = "choices[0].meta_info.output_token_logprobs";

    [Theory]
    [InlineData("\"message\":{\"content\":\"a2\"},\"meta_info\":{\"completion_tokens\":1}", Tokens + " is missing.")]
    [InlineData("\"message\":{\"content\":\"a2\"},\"meta_info\":{\"completion_tokens\":2,\"output_token_logprobs\":[[-0.5,7,null]]}", Tokens + " has 1 entries, but choices[0].meta_info.completion_tokens is 2.")]
    [InlineData("\"message\":{\"content\":7},\"meta_info\":{\"completion_tokens\":1,\"output_token_logprobs\":[[-0.5,7,null]]}", "choices[0].message.content is not a valid text.")]
    [InlineData("\"message\":{\"role\":\"assistant\",\"content\":\"a2\"},\"meta_info\":{\"completion_tokens\":1,\"output_token_logprobs\":[[0.5,7,null]]}", Tokens + "[0][0] is above 0, and no probability is above 1.")]
    [InlineData("\"message\":{\"role\":\"assistant\",\"content\":\"a2\"},\"meta_info\":{\"completion_tokens\":1,\"output_token_logprobs\":[[-0.5,151669,null]]}", "token 0: its id 151669 is not in the vocabulary of 151669 tokens.")]
    [InlineData("\"message\":{\"role\":\"user\",\"content\":\"a2\"},\"meta_info\":{\"completion_tokens\":1,\"output_token_logprobs\":[[-0.5,7,null]]}", "message.role: must be assistant.")]
    [InlineData("\"message\":{\"role\":\"robot\",\"content\":\"a2\"},\"meta_info\":{\"completion_tokens\":1,\"output_token_logprobs\":[[-0.5,7,null]]}", "message.role: must be assistant.")]
    public async Task Chat_WhenTheEngineAnswersNonsense_Is502AndNamesTheField(string choice, string reason)
    {
        ThisProcess.Only("what a wire's client makes of an engine's bytes");
        await using var engine = await EngineDouble.StartAsync(200, $$"""{"choices":[{{{choice}},"finish_reason":"stop"}]}""");

        var answer = await FailAsync(engine.BaseAddress, 502, "engine_invalid_answer");

        Assert.Equal($"The engine's answer cannot be used: {reason}", answer.Message);
    }

    [Fact]
    public async Task Chat_WhenTheEngineSpeaksNoJson_Is502()
    {
        ThisProcess.Only("what a wire's client makes of an engine's bytes");
        await using var engine = await EngineDouble.StartAsync(200, "<html>");

        await FailAsync(engine.BaseAddress, 502, "engine_invalid_answer");
    }

    [Theory]
    [InlineData(500, "CUDA error: out of memory", 500)]
    [InlineData(400, """{"object":"error","message":"too long"}""", 400)]
    [InlineData(429, "slow down", 429)]
    public async Task Chat_WhenTheEngineRefuses_PassesItsStatusAndItsWordsOn(int status, string body, int expected)
    {
        await using var engine = await EngineDouble.StartAsync(status, body);

        var answer = await FailAsync(engine.BaseAddress, expected, "engine_error");

        Assert.Equal($"The engine answered with status {status}: {body}", answer.Message);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(307)]
    public async Task Chat_WhenTheEngineAnswersWithAStatusThatIsNoError_Is502(int status)
    {
        await using var engine = await EngineDouble.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var answer = await FailAsync(engine.BaseAddress, 502, "engine_error");

        Assert.Contains($"status {status}", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_WhenNobodyListens_Is503()
    {
        ThisProcess.Only("what a wire's client makes of an engine's bytes");
        Uri address;
        await using (var engine = await EngineDouble.StartAsync(200, ""))
        {
            address = engine.BaseAddress;
        }

        var answer = await FailAsync(address, 503, "engine_unreachable");

        Assert.Contains(address.Authority, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_WhenTheEngineDoesNotAnswerInTime_Is504()
    {
        ThisProcess.Only("a clock of the test's");
        var time = new FakeTimeProvider();
        var never = new TaskCompletionSource();
        await using var engine = await EngineDouble.StartAsync(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(600));
            return never.Task;
        });
        using var client = EngineRegistry.Create("sglang-chat", new() { BaseAddress = engine.BaseAddress }, time);

        var answer = await FailAsync(client, 504, "engine_timeout");
        never.SetResult();

        Assert.Equal("The engine gave no whole answer within 600 seconds. Nothing was recorded.", answer.Message);
    }

    private static async Task<HttpAnswer> FailAsync(Uri engine, int status, string code)
    {
        using var client = EngineRegistry.Create("sglang-chat", new() { BaseAddress = engine }, TimeProvider.System);
        return await FailAsync(client, status, code);
    }

    private static async Task<HttpAnswer> FailAsync(HttpEngine engine, int status, string code)
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2");
        var talk = new Conversation().User("u");
        await session.TakeAsync(talk);
        talk.Assistant("a1").User("u2");
        var before = await session.ViewAsync();

        session.Engine.SwitchTo(engine);
        var failed = await session.ChatAsync(talk.Body());
        session.Engine.SwitchTo(session.Script);

        Assert.Equal((status, code), failed.Error);
        Assert.Equal(before.Text, (await session.ViewAsync()).Text);
        Assert.Equal("1", (await session.TakeAsync(talk)).Headers["x-tito-turn"]);
        return failed;
    }
}
