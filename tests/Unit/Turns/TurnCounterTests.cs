using Tito.Core.Problems;
using Tito.Core.Turns;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>How long the prompt of a request would be.</summary>
public sealed class TurnCounterTests
{
    private readonly OneSession _session = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OfARequest_IsTheLengthOfThePromptThatATurnSends()
    {
        await _session.OpenAsync(new());
        var engine = new RecordedRequests();

        var counted = await CountAsync(OneSession.Request());
        Assert.Empty((await _session.LoadAsync()).Intents);
        await _session.TakeAsync(engine);

        Assert.Equal((engine.Asked[0].Prompt.Count, null), counted);
    }

    [Fact]
    public async Task RunAsync_OfARequestThatATurnWouldRefuse_SaysWhy()
    {
        await _session.OpenAsync(new());

        var (count, refused) = await CountAsync(OneSession.Request() with { Messages = [] });

        Assert.Equal((0, ProblemCode.InvalidRequest), (count, refused?.Code));
    }

    [Fact]
    public async Task RunAsync_OfNoSessionOrOneOfAnotherModel_SaysWhich()
    {
        Assert.Equal(ProblemCode.SessionNotFound, (await CountAsync(OneSession.Request())).Refused?.Code);

        await _session.OpenOtherAsync();

        Assert.Contains(
            "belongs to another tokenizer", (await CountAsync(OneSession.Request())).Refused?.Message, StringComparison.Ordinal);
    }

    private Task<(int Count, Problem? Refused)> CountAsync(TurnRequest request) =>
        new TurnCounter(_session.Journal, _session.Model).RunAsync(Trees.Id, request, Ends);
}
