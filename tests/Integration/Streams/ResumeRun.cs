using System.Collections.Immutable;
using System.Net;
using System.Text;
using Tito.Core.Trajectories;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Engines.Routing;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Streams;

/// <summary>A conversation in a session that resumes, over two simulated engines of one model that a wire reaches, and what came of it.</summary>
/// <param name="wire">The wire.</param>
internal sealed class ResumeRun(string wire)
{
    public const string OldWeights = "w1";
    public const string NewWeights = "w2";

    private SimulatedEngine[] _simulations = [];
    private RoutedEngine _routed = null!;

    public bool Streams { get; init; }

    public TimeSpan TokenDelay { get; init; }

    public ImmutableArray<SimulatedFault> Faults { get; init; } = [];

    /// <summary>What happens when the client has seen the first delta of a turn with a text.</summary>
    public Func<ResumeRun, Task>? During { get; init; }

    public ImmutableArray<TurnContent> Turns { get; private set; } = [];

    /// <summary>How many tokens each prompt had that was sent, in order.</summary>
    public ImmutableArray<int> PromptCounts { get; private set; } = [];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async Task TakeAsync(int turns)
    {
        await using var first = await SimulateAsync();
        await using var second = await SimulateAsync();
        _simulations = [first, second];
        using var toFirst = Connect(first);
        using var toSecond = Connect(second);
        _routed = new([Endpoint(first, toFirst), Endpoint(second, toSecond)], new(), TimeProvider.System);
        var recording = new RecordingEngine(_routed);
        await using var server = await TestServer.StartAsync(recording, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"on_abort":"resume"}""");
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich? 👩‍👩‍👧");
        for (var turn = 0; turn < turns; turn++)
        {
            await AskAsync(server.Root, session, talk.BodyWithTools(Streams));
            var record = (await client.ViewAsync(session)).Records[turn].GetProperty("response").GetRawText();
            talk.GoOn(new(HttpStatusCode.OK, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(record)));
        }

        PromptCounts = [.. recording.Requests.Select(request => request.Prompt.Count)];
        Turns = [.. (await server.Journal.LoadAsync(session, Ends))!.Trajectory.Turns.Select(turn => turn.Content)];
    }

    /// <summary>The engine that works takes new weights, for which it gives all up.</summary>
    public async Task UpdateWeightsAsync()
    {
        using var http = new HttpClient();
        using var body = new StringContent(
            $$"""{"new_version":"{{NewWeights}}","abort_all_requests":true}""", Encoding.UTF8, "application/json");
        using var done = await http.PostAsync(new Uri(_simulations[Working].BaseAddress, "update_weight_version"), body, Ends);
        done.EnsureSuccessStatusCode();
    }

    /// <summary>The engine that works is drained and gives all up; the other one has new weights.</summary>
    public Task MoveAsync()
    {
        var working = Working;
        _simulations[1 - working].WeightVersion = NewWeights;
        _routed.Drain(working, isDrained: true);
        Assert.Equal(1, _simulations[working].Abort(""));
        return Task.CompletedTask;
    }

    private int Working => _routed.Status().Index().Single(status => status.Item.InFlight > 0).Index;

    private Task<SimulatedEngine> SimulateAsync() => SimulatedEngine.StartAsync(
        new()
        {
            Tokenizer = ServedModel.Tokenizer,
            Family = ServedModel.Qwen3.Family,
            Seed = 7,
            Faults = Faults,
            TokenDelay = TokenDelay,
            WeightVersion = OldWeights,
        },
        Ends);

    private HttpEngine Connect(SimulatedEngine simulation) =>
        EngineRegistry.Create(wire, new() { BaseAddress = simulation.BaseAddress, ContextLength = 32_768 }, TimeProvider.System);

    private static EngineEndpoint Endpoint(SimulatedEngine simulation, HttpEngine engine) =>
        new(EngineEndpoint.Shown(simulation.BaseAddress), engine, null);

    private async Task AskAsync(Uri root, string session, string body)
    {
        using var stream = await StreamReader.OpenAsync(root, session, body, key: null, Ends);
        if (During is not null)
        {
            await stream.DeltaAsync(Ends);
            await stream.DeltaAsync(Ends);
            await During(this);
        }

        Assert.Equal(200, stream.Status);
        if (Streams)
        {
            Assert.Equal("[DONE]", (await stream.RestAsync(Ends))[^1]);
        }
    }
}
