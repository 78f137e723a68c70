using System.Globalization;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faults;

/// <summary>Every fault of an engine on every wire, for every way of asking, in the middle of a session.</summary>
/// <param name="benches">The servers.</param>
/// <param name="output">Hears what the client was told.</param>
public sealed class EngineFaultTests(FaultBenches benches, ITestOutputHelper output) : IClassFixture<FaultBenches>
{
    private const string Key = "k";

    private static readonly string Page = Repository.PathTo("docs", "engines.md");

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
    public async Task Turn_OfAnEngineThatFails_EndsAsDocumentedAndLeavesTheSessionAsItWas(string text, string wire, bool engine, bool isStreamed)
    {
        var fault = EngineFault.All.Single(fault => fault.Text == text);
        var bench = await benches.OfAsync(wire, engine);
        var (client, session, talk) = (bench.Client, await bench.Client.OpenAsync(), FaultBenches.Talk());
        talk.GoOn(await client.TakeAsync(session, talk.Body()));
        var body = isStreamed ? $"{{\"stream\":true,{talk.Body()[1..]}" : talk.Body();
        var before = await client.ViewAsync(session);

        var told = ToldError.Of(await bench.AskWithAsync(fault, () => client.ChatAsync(session, body, ("Idempotency-Key", Key))));
        var after = await client.ViewAsync(session);
        var taken = await client.ChatAsync(session, body, ("Idempotency-Key", Key));
        var again = await client.ChatAsync(session, body, ("Idempotency-Key", Key));

        output.WriteLine($"{told.Status} {told.Code}, {(told.IsInStream ? "the last event of a stream" : "a body")}");

        // Whether a stream has begun when the engine fails is a matter of time.
        Assert.True(isStreamed || !told.IsInStream);
        Assert.Equal((told.IsInStream ? 200 : fault.Status, fault.Code), (told.Status, told.Code));
        Assert.Equal(told.IsInStream ? null : fault.RetryAfter?.ToString(CultureInfo.InvariantCulture), told.RetryAfter);
        Assert.Equal(before.TextOfTurns, after.TextOfTurns);
        Assert.Equal(fault.Code == "engine_aborted" ? "incomplete" : "complete", after.State);
        Assert.Equal((200, 200), ((int)taken.Status, (int)again.Status));
        Assert.Equal(End(taken), End(again));
        var (page, expected) = (await client.ViewAsync(session), await benches.UndisturbedAsync(wire));
        Assert.Equal((2, "complete", expected.Digest), (page.Records.Length, page.State, page.Digest));
        Assert.Equal(expected.Ids, page.Ids);
    }

    [Fact]
    public async Task Page_OfTheEngines_HasEachOutcome()
    {
        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);

        Assert.Contains(string.Join('\n', EngineFault.All.Select(fault => fault.Row)), page, StringComparison.Ordinal);
    }

    /// <summary>What stands when a turn is committed: a whole answer, or the last two events of a stream.</summary>
    private static string End(HttpAnswer answer) =>
        string.Join('\n', answer.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).TakeLast(2));
}
