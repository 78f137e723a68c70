using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines.Routing;
using Tito.Tests.Support;

namespace Tito.Tests.Unit.Engines.Routing;

/// <summary>Of three endpoints A, B and C, "session-2" prefers them in an order that the tests compute by themselves.</summary>
public sealed class RoutedEngineTests
{
    private const string Session = "session-2";

    private static readonly string[] Names = ["http://a", "http://b", "http://c"];
    private static readonly InferenceOutcome Refused = new InferenceOutcome.Unreachable("refused") { IsUnsent = true };
    private static readonly InferenceOutcome Full = new InferenceOutcome.Rejected(429, null, default);

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_AgainAndAgain_AsksTheSameEndpoint()
    {
        var engines = Engines(_ => HandEngine.Said("1"));
        var routed = Routed(engines);

        for (var turn = 0; turn < 5; turn++)
        {
            await AskAsync(routed);
        }

        Assert.Equal([5, 0, 0], engines.Select(engine => engine.Asked.Count));
    }

    [Fact]
    public async Task GenerateAsync_WhenTheConnectionIsRefused_AsksTheNextAndComesBackLater()
    {
        var down = true;
        var engines = Engines(place => place == 0 && down ? Refused : HandEngine.Said("1"));
        var routed = Routed(engines);

        for (var turn = 0; turn < 5; turn++)
        {
            Assert.IsType<InferenceOutcome.Completed>(await AskAsync(routed));
        }

        // Three failures open the circuit; nobody knocks any more.
        Assert.Equal([3, 5, 0], engines.Select(engine => engine.Asked.Count));
        down = false;
        _clock.Advance(Circuit.FirstPause);
        await AskAsync(routed);
        await AskAsync(routed);
        Assert.Equal([5, 5, 0], engines.Select(engine => engine.Asked.Count));
    }

    [Fact]
    public async Task GenerateAsync_WhenEachEndpointIsFull_IsTheLastRefusalAndSaysWhenToComeBack()
    {
        var engines = Engines(_ => Full);

        var refused = Assert.IsType<InferenceOutcome.Rejected>(await AskAsync(Routed(engines)));

        Assert.Equal((429, TimeSpan.FromSeconds(1)), (refused.Status, refused.RetryAfter));
        Assert.Equal([1, 1, 1], engines.Select(engine => engine.Asked.Count));
    }

    [Fact]
    public async Task GenerateAsync_WhenTokensMayHaveBeenSampled_AsksNobodyElse()
    {
        foreach (var outcome in new InferenceOutcome[] { new InferenceOutcome.Unreachable("broke"), new InferenceOutcome.Rejected(500, null, default) })
        {
            var engines = Engines(_ => outcome);

            Assert.Same(outcome, await AskAsync(Routed(engines)));
            Assert.Equal([1, 0, 0], engines.Select(engine => engine.Asked.Count));
        }
    }

    /// <summary>The first engine refuses before it has a token; what the second one was sent is what counts.</summary>
    [Fact]
    public async Task GenerateAsync_OfEachEngineThatIsAsked_TellsWhatItWasSent()
    {
        var asked = 0;
        var engines = Enumerable.Range(0, 3).Select(_ => new HandEngine((observer, _) =>
        {
            asked++;
            observer!.OnSent($"wire {asked}", JsonElement.Parse($"[{asked}]"));
            return Task.FromResult(asked == 1 ? new InferenceOutcome.Rejected(503, null, default) : HandEngine.Said("1"));
        })).ToArray();
        var observer = new Nobody();

        Assert.IsType<InferenceOutcome.Completed>(await Routed(engines).GenerateAsync(Request(), observer, Ends));

        Assert.Equal(["wire 1 [1]", "wire 2 [2]"], observer.Sent);
    }

    /// <summary>A stream that had tokens and then says 503: what the observer saw cannot be taken back.</summary>
    [Fact]
    public async Task GenerateAsync_WhenTokensWereSeen_AsksNobodyElse()
    {
        var busy = new InferenceOutcome.Rejected(503, null, default);
        var engines = Enumerable.Range(0, 3).Select(_ => new HandEngine(async (observer, ends) =>
        {
            await observer!.OnDeltaAsync(new(TokenSegment.Sampled([7], [-1])), ends);
            return busy;
        })).ToArray();

        Assert.Same(busy, await Routed(engines).GenerateAsync(Request(), new Nobody(), Ends));
        Assert.Equal([1, 0, 0], engines.Select(engine => engine.Asked.Count));
    }

    [Fact]
    public async Task GenerateAsync_WhenTheEndpointIsDrained_AsksTheNextUntilItIsUndrained()
    {
        var engines = Engines(_ => HandEngine.Said("1"));
        var routed = Routed(engines);
        var first = Order()[0];

        routed.Drain(first, isDrained: true);
        await AskAsync(routed);
        Assert.True(routed.Status()[first].IsDrained);
        routed.Drain(first, isDrained: false);
        await AskAsync(routed);

        Assert.Equal([1, 1, 0], engines.Select(engine => engine.Asked.Count));
    }

    [Fact]
    public async Task GenerateAsync_WhenAllAreDrained_IsUnavailable()
    {
        var routed = Routed(Engines(_ => HandEngine.Said("1")));
        for (var endpoint = 0; endpoint < 3; endpoint++)
        {
            routed.Drain(endpoint, isDrained: true);
        }

        Assert.Equal(NotSentReason.Unavailable, Assert.IsType<InferenceOutcome.NotSent>(await AskAsync(routed)).Why);
    }

    [Fact]
    public async Task GenerateAsync_WithAStalenessThatTheFirstExceeds_AsksOneThatIsNewEnough()
    {
        var order = Order();
        var versions = new[] { "5", "7", "9" };
        var engines = Engines(place => HandEngine.Said(versions[place]));
        var probes = versions.Select(version => new HandProbe { Report = new(EndpointHealth.Up, version) }).ToArray();
        var routed = Routed(engines, probes: probes);
        await routed.ProbeAsync(Ends);

        await AskAsync(routed, maxStaleness: null);
        await AskAsync(routed, maxStaleness: 4);
        await AskAsync(routed, maxStaleness: 3);
        await AskAsync(routed, maxStaleness: 1);
        Assert.Equal([2, 1, 1], engines.Select(engine => engine.Asked.Count));

        routed.Drain(order[2], isDrained: true);
        var stale = Assert.IsType<InferenceOutcome.NotSent>(await AskAsync(routed, maxStaleness: 1));
        Assert.Equal(NotSentReason.Stale, stale.Why);
        Assert.Contains("max_staleness is 1, and the best of 2 engines is 2 versions behind", stale.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_OfManyOfOneSession_OverflowsAtTheBoundInItsOrder()
    {
        var hold = new TaskCompletionSource();
        var engines = Held(hold);
        var routed = Routed(engines, new RoutingOptions { SlackPercent = 0 });

        var asked = Enumerable.Range(0, 30).Select(_ => AskAsync(routed)).ToArray();

        // Eight whatever the mean is, then ceil(mean): 30 requests over 3 endpoints are 10 each.
        Assert.Equal([10, 10, 10], engines.Select(engine => engine.Asked.Count));
        hold.SetResult();
        await Task.WhenAll(asked);
        Assert.All(routed.Status(), status => Assert.Equal(0, status.InFlight));
    }

    [Fact]
    public async Task GenerateAsync_WhenAllPlacesAreTaken_WaitsAndBeyondTheQueueIsBusy()
    {
        var hold = new TaskCompletionSource();
        var engines = Held(hold);
        var routed = Routed(engines, new RoutingOptions { MaxInFlight = 1, MaxWaiting = 1 });
        var working = Enumerable.Range(0, 3).Select(_ => AskAsync(routed)).ToArray();

        var waiting = AskAsync(routed);
        var busy = Assert.IsType<InferenceOutcome.NotSent>(await AskAsync(routed));

        Assert.Equal((NotSentReason.Busy, 1, false), (busy.Why, routed.WaitingCount, waiting.IsCompleted));
        Assert.True(busy.RetryAfter >= TimeSpan.FromSeconds(1));
        hold.SetResult();
        Assert.IsType<InferenceOutcome.Completed>(await waiting);
        await Task.WhenAll(working);
        Assert.Equal((0, 4), (routed.WaitingCount, engines.Sum(engine => engine.Asked.Count)));
    }

    /// <summary>The client is told when a place is to be expected, and not that an engine that others stand in for is away.</summary>
    [Fact]
    public async Task GenerateAsync_WhenTheFirstIsAwayAndTheOthersAreFull_IsBusy()
    {
        var hold = new TaskCompletionSource();
        var engines = Held(hold);
        engines[0] = new(Refused);
        var routed = Routed(engines, new RoutingOptions { MaxInFlight = 1, MaxWaiting = 0 });
        var working = Enumerable.Range(0, 2).Select(_ => AskAsync(routed)).ToArray();

        Assert.Equal(NotSentReason.Busy, Assert.IsType<InferenceOutcome.NotSent>(await AskAsync(routed)).Why);
        Assert.Equal([3, 1, 1], engines.Select(engine => engine.Asked.Count));
        hold.SetResult();
        await Task.WhenAll(working);
    }

    [Fact]
    public async Task GenerateAsync_WhenNoPlaceComesInTime_IsBusyAndWhenItIsGivenUpLeavesTheQueue()
    {
        var hold = new TaskCompletionSource();
        var routed = Routed(Held(hold), new RoutingOptions { MaxInFlight = 1, Patience = TimeSpan.FromSeconds(5) });
        var working = Enumerable.Range(0, 3).Select(_ => AskAsync(routed)).ToArray();
        using var caller = new CancellationTokenSource();
        var patient = AskAsync(routed);
        var givenUp = routed.GenerateAsync(Request(), null, caller.Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.Equal(1, routed.WaitingCount);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(NotSentReason.Busy, Assert.IsType<InferenceOutcome.NotSent>(await patient).Why);
        Assert.Equal(0, routed.WaitingCount);
        hold.SetResult();
        await Task.WhenAll(working);
    }

    [Fact]
    public async Task GenerateAsync_OfTheOnlyEndpoint_AlwaysAsksIt()
    {
        var engine = new HandEngine(Refused);
        var routed = new RoutedEngine([new("http://a", engine, null)], new(), _clock);

        for (var turn = 0; turn < 10; turn++)
        {
            Assert.Same(Refused, await AskAsync(routed));
        }

        Assert.Equal((10, CircuitState.Closed), (engine.Asked.Count, routed.Status()[0].Circuit));
    }

    [Fact]
    public async Task AbortAsync_AsksEveryEndpoint_AndOneThatTakesItIsEnough()
    {
        var engines = Enumerable.Range(0, 3).Select(place => new HandEngine(Full) { TakesAborts = place == 2 }).ToArray();
        var routed = Routed(engines);
        routed.Drain(0, isDrained: true);

        Assert.True(await routed.AbortAsync("session-2/", Ends));
        Assert.All(engines, engine => Assert.Equal(["session-2/"], engine.Aborted));
        Assert.False(await Routed(engines[..2].Append(new HandEngine(Full)).ToArray()).AbortAsync("x/", Ends));
    }

    [Fact]
    public async Task ProbeAsync_OfOneThatIsDown_OpensItsCircuitAndSaysSo()
    {
        var probes = Names.Select(_ => new HandProbe()).ToArray();
        var routed = Routed(Engines(_ => HandEngine.Said("1")), probes: probes);
        var heard = new List<(int, CircuitState)>();
        routed.Changed = status => heard.Add((status.Index, status.Circuit));
        var first = Order()[0];
        probes[0].Report = new(EndpointHealth.Down, null);

        for (var probe = 0; probe < 3; probe++)
        {
            await routed.ProbeAsync(Ends);
        }

        probes[0].Report = new(EndpointHealth.Up, "4");
        await routed.ProbeAsync(Ends);

        Assert.Equal([(first, CircuitState.Open), (first, CircuitState.Closed)], heard);
        Assert.Equal(("4", EndpointHealth.Up), (routed.Status()[first].WeightVersion, routed.Status()[first].Health!.Value));
    }

    [Fact]
    public void New_WithTwoEndpointsOfOneAddress_Throws() => Assert.Throws<ArgumentException>(
        () => new RoutedEngine([new("http://a", new HandEngine(Full), null), new("http://a", new HandEngine(Full), null)], new(), _clock));

    private static InferenceRequest Request(int? maxStaleness = null) =>
        EngineRequest.Of(Session, [1], "{}") with { MaxStaleness = maxStaleness };

    private static Task<InferenceOutcome> AskAsync(RoutedEngine routed, int? maxStaleness = null) =>
        routed.GenerateAsync(Request(maxStaleness), null, Ends);

    private static int[] Order() => [.. new RendezvousOrder(Names).Of(Session)];

    private static HandEngine[] Engines(Func<int, InferenceOutcome> answer) =>
        [.. Enumerable.Range(0, 3).Select(place => new HandEngine((_, _) => Task.FromResult(answer(place))))];

    private static HandEngine[] Held(TaskCompletionSource hold) => [.. Enumerable.Range(0, 3).Select(_ => new HandEngine(async (_, ends) =>
    {
        await hold.Task.WaitAsync(ends);
        return HandEngine.Said("1");
    }))];

    /// <summary>The engines stand in the order in which the session prefers them.</summary>
    private RoutedEngine Routed(HandEngine[] engines, RoutingOptions? options = null, HandProbe[]? probes = null)
    {
        var order = Order();
        var endpoints = Names.Select((name, index) => new EngineEndpoint(
            name, engines[Array.IndexOf(order, index)], probes?[Array.IndexOf(order, index)]));
        return new(endpoints, options ?? new(), _clock);
    }

    private sealed class Nobody : ISamplingObserver
    {
        public List<string> Sent { get; } = [];

        public void OnSent(string engine, JsonElement fields) => Sent.Add($"{engine} {fields.GetRawText()}");

        public ValueTask OnDeltaAsync(SampledDelta delta, CancellationToken cancellationToken) => default;
    }
}
