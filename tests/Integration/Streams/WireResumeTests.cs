using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Engines;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Streams;

/// <summary>Turns that their engine gives up and that go on, over each real wire: nobody can tell them from undisturbed ones.</summary>
public sealed partial class WireResumeTests
{
    private const string Resume = """{"on_abort":"resume"}""";
    private const int Turns = 4;
    private const int TokensBetweenAborts = 13;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Ways =>
        [.. from wire in (string[])["sglang", "sglang-chat", "vllm", "vllm-generate"] from streams in (bool[])[false, true] select (wire, streams)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Conversation_OfAnEngineThatAbortsAgainAndAgain_IsTheUndisturbedOne(string wire, bool streams)
    {
        var undisturbed = await TakeAsync(wire, streams, [], new());
        var disturbed = await TakeAsync(wire, streams, [new(SimulatedFaultKind.Abort) { AfterTokens = TokensBetweenAborts }], new());

        Assert.Equal(Turns, undisturbed.Length);
        foreach (var (expected, turn) in undisturbed.Zip(disturbed))
        {
            Assert.Equal(expected.Completion.Ids, turn.Completion.Ids);
            Assert.Equal(expected.Completion.Logprobs, turn.Completion.Logprobs);
            Assert.Equal(Message(expected), Message(turn));
            Assert.Equal((expected.FinishReason, expected.End), (turn.FinishReason, turn.End));
            Assert.True(turn.Exchange.WeightSpans.Length <= 1, "The weights were the same all the time.");
            Assert.All(turn.Exchange.WeightSpans, span => Assert.Equal((0, turn.Completion.Ids.Length), (span.Start, span.End)));
        }
    }

    [Theory]
    [InlineData("sglang")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task Turn_DuringWhichNewWeightsCome_GoesOnUnderThemAndSaysWhichSampledWhat(string wire)
    {
        var undisturbed = Assert.Single(await TakeAsync(wire, true, [], new() { Turns = 1 }));
        var updated = new Run { Turns = 1, UpdatesWeights = true };
        var turn = Assert.Single(await TakeAsync(wire, true, [], updated));

        Assert.Equal(undisturbed.Completion.Ids, turn.Completion.Ids);
        Assert.Equal(undisturbed.Completion.Logprobs, turn.Completion.Logprobs);
        Assert.Equal(Message(undisturbed), Message(turn));
        var (prompt, resumed) = (updated.Prompts[0], updated.Prompts[1]);
        var (cut, end) = (resumed - prompt, turn.Completion.Ids.Length);
        Assert.InRange(cut, 1, end - 1);
        ImmutableArray<WeightSpan> spans = wire == "vllm" ? [] : [new("default", 0, cut), new("w2", cut, end)];
        Assert.Equal(spans, turn.Exchange.WeightSpans);
    }

    private sealed record Run
    {
        public int Turns { get; init; } = WireResumeTests.Turns;

        /// <summary>Whether the engine takes new weights when the client has seen a few deltas.</summary>
        public bool UpdatesWeights { get; init; }

        /// <summary>The lengths of the prompts that the engine was sent.</summary>
        public ImmutableArray<int> Prompts { get; set; } = [];
    }

    private static async Task<ImmutableArray<TurnContent>> TakeAsync(string wire, bool streams, ImmutableArray<SimulatedFault> faults, Run run)
    {
        await using var simulation = await SimulatedEngine.StartAsync(
            new()
            {
                Tokenizer = ServedModel.Tokenizer,
                Family = ServedModel.Qwen3.Family,
                Seed = 7,
                Faults = faults,
                TokenDelay = TimeSpan.FromMilliseconds(run.UpdatesWeights ? 15 : 0),
            },
            Ends);
        using var engine = EngineRegistry.Create(wire, new() { BaseAddress = simulation.BaseAddress }, TimeProvider.System);
        var recording = new RecordingEngine(engine);
        await using var server = await TestServer.StartAsync(recording, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync(Resume);
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich? 👩‍👩‍👧");
        for (var turn = 0; turn < run.Turns; turn++)
        {
            var answer = await AskAsync(client, server.Root, session, talk.BodyWithTools(streams), run.UpdatesWeights ? simulation.BaseAddress : null);
            talk.GoOn(answer);
        }

        run.Prompts = [.. recording.Requests.Select(request => request.Prompt.Count)];
        return [.. (await server.Journal.LoadAsync(session, Ends))!.Trajectory.Turns.Select(turn => turn.Content)];
    }

    /// <summary>Takes a turn, and gives it as a whole answer.</summary>
    private static async Task<HttpAnswer> AskAsync(SessionClient client, Uri root, string session, string body, Uri? updated)
    {
        var key = Guid.NewGuid().ToString("N");
        using (var stream = await StreamReader.OpenAsync(root, session, body, key, Ends))
        {
            if (updated is not null)
            {
                await stream.DeltaAsync(Ends);
                await stream.DeltaAsync(Ends);
                using var http = new HttpClient();
                using var weights = new StringContent("""{"new_version":"w2","abort_all_requests":true}""", Encoding.UTF8, "application/json");
                using var done = await http.PostAsync(new Uri(updated, "update_weight_version"), weights, Ends);
                done.EnsureSuccessStatusCode();
            }

            Assert.Equal(200, stream.Status);
            if (stream.Headers["content-type"] == "text/event-stream")
            {
                Assert.Equal("[DONE]", (await stream.RestAsync(Ends))[^1]);
            }
        }

        var page = await client.ViewAsync(session);
        return new(System.Net.HttpStatusCode.OK, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(page.Records[^1].GetProperty("response").GetRawText()));
    }

    /// <summary>The message; the ids of its calls are made from the session's, where the model gives none.</summary>
    private static string Message(TurnContent turn) => CallIds().Replace(turn.Assistant.Json.GetRawText(), "call");

    [GeneratedRegex("call_[0-9a-f]{24}")]
    private static partial Regex CallIds();
}
