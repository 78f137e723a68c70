using System.Text.Json;
using Tito.Core.Inference;
using Tito.Engines;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>One conversation through every wire, whole and streamed, with a simulated engine behind real HTTP: only the wire's name differs.</summary>
public sealed class EqualWiresTests
{
    private const int Turns = 12;

    private static readonly (string Wire, bool Streams, SimulatedEngineOptions Options)[] Ways =
    [
        .. from wire in (string[])["sglang", "sglang-chat", "vllm", "vllm-generate"]
           from streams in (bool[])[false, true]
           select (wire, streams, Simulation()),
        ("sglang", true, Simulation() with { IncrementalStreams = true, TokensPerFrame = 3 }),
        ("sglang", true, Simulation() with { TokensPerFrame = 7 }),
        ("vllm-generate", false, Simulation() with { OlderGenerateShape = true }),
        ("vllm-generate", true, Simulation() with { OlderGenerateShape = true, TokensPerFrame = 2 }),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ATwelveTurnConversation_ThroughEveryWire_IsTheSame(bool hasTools)
    {
        var seen = new Dictionary<string, List<string>>();
        foreach (var (wire, streams, options) in Ways)
        {
            var conversation = await TakeAsync(wire, streams, hasTools, options);
            seen.TryAdd(conversation, []);
            seen[conversation].Add($"{wire} {(streams ? "streamed" : "whole")}");
        }

        Assert.Equal(Ways.Length, Assert.Single(seen).Value.Count);
    }

    /// <summary>All that the conversation left: digests, tokens, logprobs, ends and samples, without the names of session and engine.</summary>
    private static async Task<string> TakeAsync(string wire, bool streams, bool hasTools, SimulatedEngineOptions options)
    {
        var ends = TestContext.Current.CancellationToken;
        await using var simulation = await SimulatedEngine.StartAsync(options, ends);
        using var client = EngineRegistry.Create(wire, new() { BaseAddress = simulation.BaseAddress }, TimeProvider.System);
        var watched = new WatchedEngine(client, streams);
        await using var server = await TestServer.StartAsync(watched, ends);
        using var http = new SessionClient(server.Root, ends);
        var session = await http.OpenAsync();
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich? 👩‍👩‍👧");
        var left = new List<string>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var answer = await http.TakeAsync(session, hasTools ? talk.BodyWithTools() : talk.Body());
            left.Add($"{answer.Headers["x-tito-digest"]} {answer.Headers["x-tito-end"]}");
            talk.GoOn(answer);
        }

        Assert.All(watched.Sampled, sampled => Assert.Equal(wire, sampled.Engine));
        Assert.Equal(streams && wire != "sglang-chat", watched.DeltaCount > Turns);
        left.AddRange(watched.Sampled.Select(sampled => string.Join(
            '\n',
            string.Join(' ', sampled.Completion.Ids),
            string.Join(' ', sampled.Completion.Logprobs))));
        http.Headers.Add("Accept", "application/json");
        var samples = await http.PostAsync($"sessions/{session}/samples", "");
        left.Add(Tensors(samples.Json));
        return string.Join('\n', left);
    }

    /// <summary>The lists of numbers in samples; what stands around them has names and times.</summary>
    private static string Tensors(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array when json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) => json.GetRawText() + "\n",
        JsonValueKind.Array => string.Concat(json.EnumerateArray().Select(Tensors)),
        JsonValueKind.Object => string.Concat(json.EnumerateObject().Select(property => Tensors(property.Value))),
        _ => "",
    };

    private static SimulatedEngineOptions Simulation() => new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 12 };

    /// <summary>Looks at the deltas of each completion and holds them against it.</summary>
    private sealed class WatchedEngine(IInferenceEngine inner, bool streams) : IInferenceEngine
    {
        public List<Sampled> Sampled { get; } = [];

        public int DeltaCount { get; private set; }

        public async Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
        {
            var deltas = new DeltaList();
            var outcome = await inner.GenerateAsync(request, streams ? deltas : null, cancellationToken);
            var sampled = Assert.IsType<InferenceOutcome.Completed>(outcome).Sampled;
            if (deltas.Deltas.Count > 0)
            {
                Assert.Equal(sampled.Completion.Ids, deltas.Deltas.SelectMany(delta => delta.Completion.Ids));
            }

            DeltaCount += deltas.Deltas.Count;
            Sampled.Add(WithoutFacts(sampled));
            return new InferenceOutcome.Completed(Sampled[^1]);
        }

        public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => inner.AbortAsync(idPrefix, cancellationToken);

        /// <summary>A wire that does not tell the version of the weights has none in its digests.</summary>
        private static Sampled WithoutFacts(Sampled sampled) => sampled with { Facts = new(sampled.Facts.AnswerId, null, null, null) };
    }
}
