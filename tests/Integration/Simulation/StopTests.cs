using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Tests.Integration.Engines;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Simulation;

/// <summary>What ends a completion before its own stop token, on each wire.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const int EndOfTurn = 151645; // <|im_end|>

    private static readonly ImmutableArray<int> Prompt =
        [.. ChatMl.Prompt(ChatMl.User("Hello, who are you?")), .. Qwen3Model.Tokenizer.Encode("<think>\n\n</think>\n\n", SpecialTokens.Parse)];

    private EngineClient _client = null!;
    private ImmutableArray<int> _whole;

    public static TheoryData<string> Wires => Wire.All;

    private string Text => Decode(_whole[..^1]);

    /// <summary>Four characters from the middle of the text.</summary>
    private string Stop => Text.Substring(Text.Length / 2, 4);

    public async ValueTask InitializeAsync()
    {
        _client = await EngineClient.StartAsync();
        _whole = Wire.Ids("sglang", await _client.AnswerAsync("/generate", Wire.Body("sglang", Prompt)));
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Generate_WithAStopText_EndsWithTheTokenThatCompletesIt(string wire)
    {
        var answer = await AnswerAsync(wire, $",\"stop\":[\"never said\",{ReadableJson.Quote(Stop)}]");

        var ids = Wire.Ids(wire, answer);
        Assert.Equal(_whole[..ids.Length], ids);
        Assert.Contains(Stop, Decode(ids), StringComparison.Ordinal);
        Assert.DoesNotContain(Stop, Decode(ids[..^1]), StringComparison.Ordinal);
        Assert.Equal("stop", Wire.End(wire, answer).Word);
        if (Wire.End(wire, answer).Stop is { } told)
        {
            Assert.Equal(Stop, JsonElement.Parse(told).GetString());
        }
    }

    [Fact]
    public async Task Generate_WithAStopText_LeavesItOutOfTheTextUnlessItIsWanted()
    {
        var stop = $",\"stop\":{ReadableJson.Quote(Stop)}";
        var before = Text[..Text.IndexOf(Stop, StringComparison.Ordinal)];

        Assert.Equal(before, (await AnswerAsync("sglang", stop)).GetProperty("text").GetString());
        Assert.Equal(before, Wire.Choice(await AnswerAsync("vllm", stop)).GetProperty("text").GetString());
        Assert.StartsWith(
            before + Stop, (await AnswerAsync("sglang", stop + ",\"no_stop_trim\":true")).GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(
            before + Stop,
            Wire.Choice(await AnswerAsync("vllm", stop + ",\"include_stop_str_in_output\":true")).GetProperty("text").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithAStopText_NeverShowsAPieceOfIt()
    {
        var sampling = $",\"stop\":{ReadableJson.Quote(Stop)}";
        var before = Text[..Text.IndexOf(Stop, StringComparison.Ordinal)];
        var frames = await _client.AllFramesAsync("/v1/completions", Wire.Body("vllm", Prompt, sampling: sampling, top: ",\"stream\":true"));

        Assert.Equal(before, string.Concat(frames.Select(frame => Wire.Choice(frame).GetProperty("text").GetString())));
        Assert.Equal(ReadableJson.Quote(Stop), Wire.End("vllm", frames[^1]).Stop);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Generate_WithAStopToken_EndsWithItAndSaysWhich(string wire)
    {
        var id = _whole[_whole.Length / 2];
        var answer = await AnswerAsync(wire, $",\"stop_token_ids\":[{Wire.Text(id)}]");

        Assert.Equal(_whole[..(_whole.IndexOf(id) + 1)], Wire.Ids(wire, answer));
        Assert.Equal("stop", Wire.End(wire, answer).Word);
        Assert.Equal(wire == "vllm-generate" ? null : Wire.Text(id), Wire.End(wire, answer).Stop);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Generate_IgnoringItsOwnStop_GoesOnToTheLimit(string wire)
    {
        var limit = _whole.Length + 40;
        var answer = await _client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, Prompt, limit, sampling: ",\"ignore_eos\":true"));

        var ids = Wire.Ids(wire, answer);
        Assert.Equal(_whole, ids[.._whole.Length]);
        Assert.Equal((limit, "length"), (ids.Length, Wire.End(wire, answer).Word));
    }

    [Fact]
    public async Task Generate_AtItsOwnStop_TellsTheTokenOnSgLangAndNothingOnVllm()
    {
        Assert.Equal(Wire.Text(EndOfTurn), Wire.End("sglang", await AnswerAsync("sglang", "")).Stop);
        Assert.Equal("null", Wire.End("vllm", await AnswerAsync("vllm", "")).Stop);
    }

    private static string Decode(ImmutableArray<int> ids) => Qwen3Model.Tokenizer.Decode(ids.AsSpan(), skipSpecialTokens: true);

    private Task<JsonElement> AnswerAsync(string wire, string sampling) =>
        _client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, Prompt, sampling: sampling));
}
