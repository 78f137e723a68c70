using System.Collections.Concurrent;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faults;

/// <summary>Every fault of an engine on every wire, for every way of asking, in the middle of a session.</summary>
public sealed class EngineFaultTests
{
    private const string Key = "k";

    private static readonly string Page = Repository.PathTo("docs", "engines.md");

    /// <summary>What the conversation is by each wire where nothing goes wrong: not each tells the version of the weights, which digests bind.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<SessionPage>>> Undisturbed = new();

    private static CancellationToken Ends => FaultBench.Ends;

    /// <summary>The row of the table; the wire; whether the engine is asked for a stream; whether the client asks for one.</summary>
    public static TheoryData<string, string, bool, bool> Cases =>
    [
        .. from fault in EngineFault.All
           from wire in (string[])["sglang", "sglang-chat", "vllm", "vllm-generate"]
           from engine in (bool[])[false, true]
           where wire != "sglang-chat" || !engine
           from client in (bool[])[false, true]
           select (fault.Text, wire, engine, client),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Turn_OfAnEngineThatFails_EndsAsDocumentedAndLeavesTheSessionAsItWas(string text, string wire, bool engine, bool client)
    {
        var fault = EngineFault.All.Single(fault => fault.Text == text);
        await using var bench = await FaultBench.StartAsync(wire, engine, fault);
        var talk = Talk();
        talk.GoOn(await bench.Client.TakeAsync(bench.Session, talk.Body()));
        var body = client ? $"{{\"stream\":true,{talk.Body()[1..]}" : talk.Body();
        var before = await bench.Client.ViewAsync(bench.Session);

        bench.Break();
        var told = ToldError.Of(await bench.Client.ChatAsync(bench.Session, body, ("Idempotency-Key", Key)));
        var after = await bench.Client.ViewAsync(bench.Session);
        bench.Mend();
        var taken = await bench.Client.ChatAsync(bench.Session, body, ("Idempotency-Key", Key));
        var again = await bench.Client.ChatAsync(bench.Session, body, ("Idempotency-Key", Key));

        // Whether a stream has begun when the engine fails is a matter of time, but it never has where the engine refuses.
        Assert.False(told.IsInStream && (!client || fault.Played is { Kind: SimulatedFaultKind.Refuse }));
        Assert.Equal((told.IsInStream ? 200 : fault.Status, fault.Code), (told.Status, told.Code));
        Assert.Equal(told.IsInStream ? null : fault.RetryAfter?.ToString(), told.RetryAfter);
        Assert.Equal(before.TextOfTurns, after.TextOfTurns);
        Assert.Equal(fault.Code == "engine_aborted" ? "incomplete" : "complete", after.State);
        Assert.Equal((200, 200), ((int)taken.Status, (int)again.Status));
        Assert.Equal(End(taken), End(again));
        var page = await bench.Client.ViewAsync(bench.Session);
        var expected = await Undisturbed.GetOrAdd(wire, wire => new(() => TakeUndisturbedAsync(wire))).Value;
        Assert.Equal((2, "complete", expected.Digest), (page.Records.Length, page.State, page.Digest));
        Assert.Equal(expected.Ids, page.Ids);
    }

    [Fact]
    public async Task Page_OfTheEngines_HasEachOutcome()
    {
        var page = await File.ReadAllTextAsync(Page, Ends);

        Assert.Contains(string.Join('\n', EngineFault.All.Select(fault => fault.Row)), page, StringComparison.Ordinal);
    }

    private static Conversation Talk() => new Conversation().System("Be brief.").User("What is the weather in Zürich?");

    /// <summary>What stands when a turn is committed: a whole answer, or the last two events of a stream.</summary>
    private static string End(HttpAnswer answer) =>
        string.Join('\n', answer.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).TakeLast(2));

    private static async Task<SessionPage> TakeUndisturbedAsync(string wire)
    {
        await using var bench = await FaultBench.StartAsync(wire, streams: false, fault: null);
        var talk = Talk();
        for (var turn = 0; turn < 2; turn++)
        {
            talk.GoOn(await bench.Client.TakeAsync(bench.Session, talk.Body()));
        }

        return await bench.Client.ViewAsync(bench.Session);
    }
}
