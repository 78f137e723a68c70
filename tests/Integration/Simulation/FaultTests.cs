using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;

namespace Tito.Tests.Integration.Simulation;

/// <summary>What goes wrong on purpose, on each wire, whole and in frames.</summary>
public sealed class FaultTests
{
    private static readonly ImmutableArray<int> Prompt = ChatMl.Prompt(ChatMl.User("Hello, who are you?"));

    public static TheoryData<string> Wires => Wire.All;

    public static TheoryData<string> Streams => ["sglang", "vllm", "vllm-generate"];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Refuse_EachThirdRequest_IsItsStatusWithRetryAfter(string wire)
    {
        await using var client = await StartAsync(new(SimulatedFaultKind.Refuse) { Every = 3, Status = 429, RetryAfter = 2 });
        for (var number = 1; number <= 6; number++)
        {
            using var response = await client.SendAsync(Wire.Path(wire), Wire.Body(wire, Prompt));
            Assert.Equal(number % 3 == 0 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(number % 3 == 0 ? TimeSpan.FromSeconds(2) : null, response.Headers.RetryAfter?.Delta);
        }

        Assert.Equal(6, client.Engine.Counts.Requests);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Abort_AfterTokens_IsACompletionThatEndsThere(string wire)
    {
        await using var client = await StartAsync(new(SimulatedFaultKind.Abort) { AfterTokens = 5 });
        var answer = await client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, Prompt));

        Assert.Equal((5, "abort"), (Wire.Ids(wire, answer).Length, Wire.End(wire, answer).Word));
        var whole = await client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, Prompt, limit: 5));
        Assert.Equal((5, "length"), (Wire.Ids(wire, whole).Length, Wire.End(wire, whole).Word));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Abort_OfAStream_IsALastFrameWithoutTokens(string wire)
    {
        await using var client = await StartAsync(new(SimulatedFaultKind.Abort) { AfterTokens = 5 });
        var frames = await client.AllFramesAsync(Wire.Path(wire), Wire.Body(wire, Prompt, top: ",\"stream\":true"));

        Assert.Equal([1, 1, 1, 1, 1, 0], frames.Select(frame => Wire.Ids(wire, frame).Length));
        Assert.Equal("abort", Wire.End(wire, frames[^1]).Word);
    }

    /// <summary>Old servers skip a frame that has no tokens, and so lose the reason.</summary>
    [Fact]
    public async Task Abort_OfAStreamInTheOlderShape_EndsWithoutAReason()
    {
        await using var client = await EngineClient.StartAsync(EngineClient.Options with
        {
            Faults = [new(SimulatedFaultKind.Abort) { AfterTokens = 5 }],
            OlderGenerateShape = true,
        });
        var frames = await client.AllFramesAsync("/inference/v1/generate", Wire.Body("vllm-generate", Prompt, top: ",\"stream\":true"));

        Assert.Equal(5, frames.Length);
        Assert.All(frames, frame => Assert.Null(Wire.End("vllm-generate", frame).Word));
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Error_OfAWholeAnswer_Is500(string wire)
    {
        await using var client = await StartAsync(new(SimulatedFaultKind.Error));
        var (status, body) = await client.PostAsync(Wire.Path(wire), Wire.Body(wire, Prompt));

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("The simulated engine failed on purpose.", body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Error_OfAStream_IsAFrameBeforeTheEnd(string wire)
    {
        await using var client = await StartAsync(new(SimulatedFaultKind.Error) { AfterTokens = 2 });
        var frames = await client.AllFramesAsync(Wire.Path(wire), Wire.Body(wire, Prompt, top: ",\"stream\":true"));

        Assert.Equal(3, frames.Length);
        Assert.Equal("The simulated engine failed on purpose.", frames[^1].GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Drop_OfAWholeAnswer_BreaksTheConnectionBeforeAByte(string wire)
    {
        await using var client = await StartAsync(new(SimulatedFaultKind.Drop));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(Wire.Path(wire), Wire.Body(wire, Prompt)));
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task HalfBody_OfAWholeAnswer_BreaksInTheMiddle(string wire)
    {
        await using var client = await StartAsync(new(SimulatedFaultKind.HalfBody));
        using var response = await client.SendAsync(Wire.Path(wire), Wire.Body(wire, Prompt));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var (bytes, broke) = await ReadAsync(response);
        Assert.True(broke);
        Assert.Equal(response.Content.Headers.ContentLength / 2, bytes.Length);
    }

    [Theory]
    [InlineData("sglang", SimulatedFaultKind.Drop)]
    [InlineData("vllm", SimulatedFaultKind.Drop)]
    [InlineData("vllm-generate", SimulatedFaultKind.Drop)]
    [InlineData("sglang", SimulatedFaultKind.HalfBody)]
    [InlineData("vllm", SimulatedFaultKind.HalfBody)]
    [InlineData("vllm-generate", SimulatedFaultKind.HalfBody)]
    public async Task Break_OfAStream_ComesAfterItsTokens(string wire, SimulatedFaultKind kind)
    {
        await using var client = await StartAsync(new(kind) { AfterTokens = 4 });
        using var response = await client.SendAsync(Wire.Path(wire), Wire.Body(wire, Prompt, top: ",\"stream\":true"));

        var (text, broke) = await ReadAsync(response);
        var frames = text.Split("\n\n");
        Assert.True(broke);
        Assert.Equal(4, frames.Length - 1);
        Assert.Equal(kind == SimulatedFaultKind.HalfBody, frames[^1].Length > 0);
        Assert.All(frames[..^1], frame => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(frame["data: ".Length..]).ValueKind));
    }

    [Fact]
    public async Task Probability_OfAHalf_StrikesSomeAndTheSameInEachRun()
    {
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var client = await StartAsync(new(SimulatedFaultKind.Refuse) { Probability = 0.5 });
            var statuses = "";
            for (var number = 0; number < 40; number++)
            {
                statuses += (await client.PostAsync("/generate", Wire.Body("sglang", Prompt, limit: 1))).Status == HttpStatusCode.OK ? '.' : 'x';
            }

            runs.Add(statuses);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.InRange(runs[0].Count(status => status == 'x'), 8, 32);
    }

    private static Task<EngineClient> StartAsync(SimulatedFault fault) =>
        EngineClient.StartAsync(EngineClient.Options with { Faults = [fault], IncrementalStreams = true });

    /// <summary>What comes before the connection breaks, as text, and whether it did.</summary>
    private static async Task<(string Text, bool Broke)> ReadAsync(HttpResponseMessage response)
    {
        using var received = new MemoryStream();
        try
        {
            await (await response.Content.ReadAsStreamAsync(Ends)).CopyToAsync(received, Ends);
            return (System.Text.Encoding.Latin1.GetString(received.ToArray()), false);
        }
        catch (HttpIOException)
        {
            return (System.Text.Encoding.Latin1.GetString(received.ToArray()), true);
        }
    }
}
