using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Messages;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;

namespace Tito.Tests.Integration.Simulation;

/// <summary>What an operator or a request decides of the model in place of the seed.</summary>
public sealed class HabitTests
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city","days"]}""";

    private static readonly ImmutableArray<int> Asked = ChatMl.Prompt(ChatMl.System(ChatMl.Tools), ChatMl.User("What is the weather in Zürich?"));

    private static readonly ImmutableArray<int> Answered = ChatMl.Prompt(
        ChatMl.System(ChatMl.Tools), ChatMl.User("And now?"), ChatMl.Assistant("Call"), ChatMl.ToolResult("21"), ChatMl.Assistant("Call"),
        ChatMl.ToolResult("22"), ChatMl.Assistant("Call"), ChatMl.ToolResult("23"));

    [Theory]
    [InlineData(SimulatedCalling.Seeded, 3, 0)]
    [InlineData(SimulatedCalling.Always, 3, 3)]
    [InlineData(SimulatedCalling.Never, 0, 0)]
    public async Task Calling_OfThreeParallelCalls_WritesThemWhereItSays(SimulatedCalling calling, int asked, int answered)
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { Calling = calling, ParallelCalls = 3 });

        Assert.Equal((asked, answered), (await CallsAsync(client, Asked), await CallsAsync(client, Answered)));
    }

    [Theory]
    [InlineData("sglang-chat", ""","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{0}}}""")]
    [InlineData("vllm", ""","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{0}}}""")]
    [InlineData("vllm", ""","structured_outputs":{"json":{0}}""")]
    [InlineData("vllm-generate", ""","structured_outputs":{"json":{0}}""")]
    [InlineData("sglang", ""","json_schema":{1}""")]
    public async Task Schema_OnEachWire_MakesTheAnswerItsJson(string wire, string sampling)
    {
        await using var client = await EngineClient.StartAsync();
        var fields = sampling.Replace("{0}", Schema, StringComparison.Ordinal).Replace("{1}", ReadableJson.Quote(Schema), StringComparison.Ordinal);
        var ids = Wire.Ids(wire, await client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, Asked, sampling: fields)));

        var json = JsonElement.Parse(AnswerOf(ids));
        Assert.Equal("city days", Wire.Names(json));
        Assert.Equal((JsonValueKind.String, JsonValueKind.Number), (json.GetProperty("city").ValueKind, json.GetProperty("days").ValueKind));
        Assert.Equal(ids, Wire.Ids("sglang", await client.AnswerAsync("/generate", Wire.Body("sglang", Asked, sampling: $",\"json_schema\":{ReadableJson.Quote(Schema)}"))));
    }

    [Theory]
    [InlineData("sglang-chat", ""","response_format":{"type":"json_object"}""")]
    [InlineData("vllm", ""","response_format":{"type":"json_object"}""")]
    [InlineData("vllm-generate", ""","structured_outputs":{"json_object":true}""")]
    public async Task JsonObject_OnEachWire_MakesTheAnswerAnObject(string wire, string sampling)
    {
        await using var client = await EngineClient.StartAsync();
        var ids = Wire.Ids(wire, await client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, Asked, sampling: sampling)));

        Assert.Equal("answer", Wire.Names(JsonElement.Parse(AnswerOf(ids))));
    }

    [Fact]
    public async Task SplitOneIn_OfOne_EndsTokensInsideCharacters()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with { SplitOneIn = 1 });
        await using var other = await EngineClient.StartAsync();
        var split = Wire.Ids("sglang", await client.AnswerAsync("/generate", Wire.Body("sglang", Asked)));
        var usual = Wire.Ids("sglang", await other.AnswerAsync("/generate", Wire.Body("sglang", Asked)));

        Assert.True(split.Length > usual.Length);
        Assert.Equal(Text(usual), Text(split));
    }

    [Fact]
    public async Task Delays_OnAClock_AreThoseOfTheTokens()
    {
        var clock = new FakeTimeProvider();
        await using var client = await EngineClient.StartAsync(EngineClient.Options with
        {
            Clock = clock,
            FirstTokenDelay = TimeSpan.FromSeconds(3),
            TokenDelay = TimeSpan.FromSeconds(1),
            IncrementalStreams = true,
        });
        var frames = client.FramesAsync("/generate", Wire.Body("sglang", Asked, limit: 3, top: ",\"stream\":true")).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = frames.MoveNextAsync().AsTask();
        await client.UntilAsync(counts => counts.Running == 1);
        for (var token = 0; token < 3; token++)
        {
            while (!next.IsCompleted)
            {
                // The engine looks at the clock before it waits, and a step that comes before that is not lost: time only adds up.
                clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            Assert.True(await next);
            Assert.True(clock.GetUtcNow() - clock.Start >= TimeSpan.FromSeconds(3 + token));
            next = frames.MoveNextAsync().AsTask();
        }

        Assert.False(await next);
        await frames.DisposeAsync();
    }

    private static async Task<int> CallsAsync(EngineClient client, ImmutableArray<int> prompt) =>
        Text(Wire.Ids("sglang", await client.AnswerAsync("/generate", Wire.Body("sglang", prompt)))).Split("<tool_call>\n").Length - 1;

    private static string AnswerOf(ImmutableArray<int> ids) => Text(ids).Split("</think>\n\n")[1];

    private static string Text(ImmutableArray<int> ids) => Qwen3Model.Tokenizer.Decode(ids.AsSpan(), skipSpecialTokens: true);
}
