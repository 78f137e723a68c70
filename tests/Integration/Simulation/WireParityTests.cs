using System.Collections.Immutable;
using Tito.Tests.Integration.Engines;

namespace Tito.Tests.Integration.Simulation;

/// <summary>Completions are a function of seed and prompt, whatever wire asks, whole or in frames, at once or in pieces.</summary>
public sealed class WireParityTests : IAsyncLifetime
{
    private static readonly ImmutableArray<ImmutableArray<int>> Prompts =
    [
        .. Enumerable.Range(0, 12).Select(i => ChatMl.Prompt(ChatMl.System(ChatMl.Tools), ChatMl.User($"Question {i}: what is the weather in Zürich?"))),
        [.. ChatMl.Prompt(ChatMl.User("Is it raining?")), .. Encode("<think>\n\n</think>\n\n")],
        [.. ChatMl.Prompt(ChatMl.User("Is it raining?")), .. Encode("<think>\nWell, ")],
        [.. ChatMl.Prompt(ChatMl.User("Is it raining?")), .. Encode("<think>\n\n</think>\n\nSure: ")],
    ];

    private EngineClient _client = null!;

    public static TheoryData<string> Wires => Wire.All;

    public static TheoryData<string> Streams => ["sglang", "vllm", "vllm-generate"];

    public async ValueTask InitializeAsync() => _client = await EngineClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Generate_OnEachWire_SamplesTheSameIdsAndLogprobs()
    {
        foreach (var prompt in Prompts)
        {
            var (ids, logprobs) = await SampleAsync("sglang", prompt);
            Assert.Equal(151645, ids[^1]); // <|im_end|>
            foreach (var wire in (string[])["sglang-chat", "vllm", "vllm-generate"])
            {
                var other = await SampleAsync(wire, prompt);
                Assert.Equal(ids, other.Ids);
                Assert.Equal(logprobs, other.Logprobs);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Stream_PutTogether_IsTheWholeAnswer(string wire)
    {
        await using var three = await EngineClient.StartAsync(EngineClient.Options with { TokensPerFrame = 3, IncrementalStreams = true });
        foreach (var prompt in Prompts)
        {
            var whole = await SampleAsync(wire, prompt);
            var frames = await three.AllFramesAsync(Wire.Path(wire), Wire.Body(wire, prompt, top: ",\"stream\":true"));

            Assert.Equal(whole.Ids, frames.SelectMany(frame => Wire.Ids(wire, frame)));
            Assert.Equal(whole.Logprobs, frames.SelectMany(frame => Wire.Logprobs(wire, frame)));
            Assert.All(frames[..^1], frame => Assert.Equal(3, Wire.Ids(wire, frame).Length));
            Assert.All(frames[..^1], frame => Assert.Null(Wire.End(wire, frame).Word));
            Assert.Equal("stop", Wire.End(wire, frames[^1]).Word);
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Generate_AfterTheBeginningOfItsOwnCompletion_SamplesTheRest(string wire)
    {
        foreach (var prompt in Prompts)
        {
            var (ids, logprobs) = await SampleAsync(wire, prompt);
            foreach (var taken in (int[])[1, 2, 3, ids.Length / 2, ids.Length - 1])
            {
                var rest = await SampleAsync(wire, [.. prompt, .. ids[..taken]]);
                Assert.Equal(ids[taken..], rest.Ids);
                Assert.Equal(logprobs[taken..], rest.Logprobs);
            }
        }
    }

    /// <summary>Where a turn is given up twice, the second rest begins in the first one.</summary>
    [Fact]
    public async Task Generate_OverManyPieces_IsOneCompletion()
    {
        var whole = await SampleAsync("sglang", Prompts[3]);
        ImmutableArray<int> pieced = [];
        while (pieced.Length < whole.Ids.Length)
        {
            pieced = [.. pieced, .. (await SampleAsync("sglang", [.. Prompts[3], .. pieced], limit: 7)).Ids];
        }

        Assert.Equal(whole.Ids, pieced);
    }

    private static ImmutableArray<int> Encode(string text) => Qwen3Model.Tokenizer.Encode(text, Tokenizers.SpecialTokens.Parse);

    private async Task<(ImmutableArray<int> Ids, ImmutableArray<double> Logprobs)> SampleAsync(string wire, ImmutableArray<int> prompt, int limit = 4096)
    {
        var answer = await _client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, prompt, limit));
        return (Wire.Ids(wire, answer), Wire.Logprobs(wire, answer));
    }
}
