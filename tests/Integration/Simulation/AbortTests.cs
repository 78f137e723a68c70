using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Integration.FunctionApp;

namespace Tito.Tests.Integration.Simulation;

/// <summary>Completions that are given up, and weights that change, while they are sampled.</summary>
public sealed class AbortTests : IAsyncLifetime
{
    private static readonly ImmutableArray<int> Prompt = ChatMl.Prompt(ChatMl.User("Hello, who are you?"));

    private EngineClient _client = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string> Streams => ["sglang", "vllm", "vllm-generate"];

    /// <summary>Slow enough that a request of a test comes before the completion ends: two seconds for a hundred tokens.</summary>
    public async ValueTask InitializeAsync() => _client = await EngineClient.StartAsync(
        EngineClient.Options with { TokenDelay = TimeSpan.FromMilliseconds(20), IncrementalStreams = true });

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task AbortRequest_OfAName_EndsItsStreamsWithWhatWasSampled(string wire)
    {
        ImmutableArray<int> ids = [];
        var words = new List<string?>();
        await foreach (var frame in _client.FramesAsync(Wire.Path(wire), Wire.Body(wire, Prompt, id: "session/1/", top: ",\"stream\":true")))
        {
            ids = ids.AddRange(Wire.Ids(wire, frame));
            words.Add(Wire.End(wire, frame).Word);
            if (words.Count == 3)
            {
                Assert.Equal((HttpStatusCode.OK, ""), await _client.PostAsync("/abort_request", """{"rid":"other/"}"""));
                Assert.Equal((HttpStatusCode.OK, ""), await _client.PostAsync("/abort_request", """{"rid":""}"""));
                Assert.Equal((HttpStatusCode.OK, ""), await _client.PostAsync("/abort_request", """{"rid":"session/"}"""));
                Assert.Equal(1, _client.Engine.Counts.Running);
                Assert.Equal((HttpStatusCode.OK, ""), await _client.PostAsync("/abort_request", """{"rid":"session/1/"}"""));
            }
        }

        Assert.Equal("abort", words[^1]);
        Assert.All(words[..^1], Assert.Null);
        Assert.Equal(await WholeAsync(ids.Length), ids);
        Assert.Equal((0, 1), (_client.Engine.Counts.Running, _client.Engine.Counts.Aborted));
    }

    [Theory]
    [InlineData("sglang", "session/1/")]
    [InlineData("sglang-chat", "session/1/")]
    [InlineData("vllm", "cmpl-session/1/-0")]
    [InlineData("vllm-generate", "generate-tokens-session/1/")]
    public async Task AbortRequests_ByName_AnswersAWholeRequestWithWhatWasSampled(string wire, string name)
    {
        var answer = _client.AnswerAsync(Wire.Path(wire), Wire.Body(wire, Prompt, id: "session/1/"));
        await RunningAsync();

        Assert.Equal(0, await AbortAsync(name[..^1]));
        Assert.Equal(1, await AbortAsync(name));
        Assert.Equal("abort", Wire.End(wire, await answer).Word);
        Assert.Equal(await WholeAsync(Wire.Ids(wire, await answer).Length), Wire.Ids(wire, await answer));
    }

    [Fact]
    public async Task AbortRequests_OfNoName_GivesUpAll()
    {
        var answer = _client.AnswerAsync("/generate", Wire.Body("sglang", Prompt));
        await RunningAsync();

        Assert.Equal("""{"status":"aborted","aborted":1}""", (await _client.PostAsync("/abort_requests", """{"request_ids":[]}""")).Body);
        Assert.Equal(
            """{"type":"abort","message":"Aborted by the simulated engine."}""",
            (await answer).GetProperty("meta_info").GetProperty("finish_reason").GetRawText());
    }

    [Fact]
    public async Task UpdateWeightVersion_InTheMiddle_IsTwoSpansOnTheWiresThatTellThem()
    {
        const int Limit = 12;
        var clock = new StepClock();
        await using var client = await EngineClient.StartAsync(
            EngineClient.Options with { TokenDelay = TimeSpan.FromSeconds(1), Clock = clock, IncrementalStreams = true });
        var bodies = Streams.Select(wire => wire.Data).ToDictionary(wire => wire, wire => Wire.Body(wire, Prompt, Limit, top: ",\"stream\":true"));
        foreach (var (wire, body) in bodies)
        {
            client.Engine.WeightVersion = "v1";
            var frames = new List<JsonElement>();
            await foreach (var frame in client.FramesAsync(Wire.Path(wire), body))
            {
                frames.Add(frame);
                if (frames.Count == 4)
                {
                    var (status, answer) = await client.PostAsync("/update_weight_version", """{"new_version":"v2","abort_all_requests":false}""");
                    Assert.Equal(HttpStatusCode.OK, status);
                    Assert.True(JsonElement.Parse(answer).GetProperty("success").GetBoolean());
                }

                if (frames.Count < Limit)
                {
                    await clock.StepAsync(Ends); // A frame has one token, and the first waits for nobody.
                }
            }

            var told = wire switch
            {
                "sglang" => frames[^1].GetProperty("meta_info").GetProperty("weight_versions"),
                "vllm-generate" => Wire.Choice(frames[^1]).GetProperty("weight_versions"),
                _ => default,
            };
            if (told.ValueKind != JsonValueKind.Undefined)
            {
                Assert.Equal("""[{"version":"v1","start":0,"end":4},{"version":"v2","start":4,"end":12}]""", told.GetRawText());
            }

            if (wire == "sglang")
            {
                Assert.Equal("v1", frames[0].GetProperty("meta_info").GetProperty("weight_version").GetString());
                Assert.Equal("v2", frames[^1].GetProperty("meta_info").GetProperty("weight_version").GetString());
                Assert.Equal("v1", Assert.Single(frames[0].GetProperty("meta_info").GetProperty("weight_versions").EnumerateArray()).GetProperty("version").GetString());
            }
        }
    }

    /// <summary>SGLang's default, which has cost trainers whole groups of samples.</summary>
    [Fact]
    public async Task UpdateWeightVersion_WhenNotToldOtherwise_GivesUpAllThatRuns()
    {
        var answer = _client.AnswerAsync("/generate", Wire.Body("sglang", Prompt));
        await RunningAsync();
        await _client.PostAsync("/update_weight_version", """{"new_version":"v2"}""");

        Assert.Equal("abort", Wire.End("sglang", await answer).Word);
    }

    [Fact]
    public async Task Disconnect_OfAStream_EndsItsCompletion()
    {
        await foreach (var frame in _client.FramesAsync("/generate", Wire.Body("sglang", Prompt, top: ",\"stream\":true")))
        {
            Assert.NotEmpty(Wire.Ids("sglang", frame));
            break;
        }

        await _client.UntilAsync(counts => counts.Disconnected == 1);
        Assert.Equal((0, 0), (_client.Engine.Counts.Running, _client.Engine.Counts.Aborted));
    }

    private Task RunningAsync() => _client.UntilAsync(counts => counts.Running == 1);

    private async Task<int> AbortAsync(string name) => JsonElement.Parse(
        (await _client.PostAsync("/abort_requests", $$"""{"request_ids":["{{name}}"]}""")).Body).GetProperty("aborted").GetInt32();

    /// <summary>The first tokens of the completion, from an engine that is not slow.</summary>
    private static async Task<ImmutableArray<int>> WholeAsync(int count)
    {
        await using var client = await EngineClient.StartAsync();
        return Wire.Ids("sglang", await client.AnswerAsync("/generate", Wire.Body("sglang", Prompt)))[..count];
    }
}
