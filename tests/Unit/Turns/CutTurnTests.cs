using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>
/// Before new weights come, a request is given up from here, because its engine does not take the wish; the turn goes on. Notation:
/// <see cref="StreamedPieces"/>.
/// </summary>
public sealed class CutTurnTests
{
    private readonly OneSession _session = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Nobody is to take tokens of older weights for those of the newer ones.</summary>
    [Theory]
    [InlineData(true, "v7")]
    [InlineData(false, "unknown")]
    public async Task RunAsync_WhenAnotherEngineGoesOn_HasTheWeightsOfBoth(bool tellsVersions, string first)
    {
        var engine = new StreamedPieces("hi|!hangs", "|x<|stop") { Versions = ["v7", "v8"], TellsVersions = tellsVersions, TakesAborts = false };

        var exchange = (await TakenAsync(engine)).Content.Exchange;

        Assert.Equal([new(first, 0, 2), new("v8", 2, 4)], exchange.WeightSpans);
        Assert.Equal([first, "v8"], exchange.WeightVersions);
        Assert.Equal("v8", exchange.WeightVersion);
        Assert.Equal(("streamed", """{"sent":1}"""), (exchange.Engine, exchange.Request.GetRawText()));
    }

    /// <summary>The newest weights are those of the first tokens, and of the last ones nothing is known.</summary>
    [Fact]
    public async Task RunAsync_WhenTheLastEngineSaysNoVersion_DoesNotTakeThatOfTheFirst()
    {
        var engine = new StreamedPieces("hi|!hangs", "|x<|stop") { Versions = ["v7"], TellsVersions = true, TakesAborts = false };

        var exchange = (await TakenAsync(engine)).Content.Exchange;

        Assert.Equal([new("v7", 0, 2), new("unknown", 2, 4)], exchange.WeightSpans);
        Assert.Null(exchange.WeightVersion);
    }

    [Fact]
    public async Task RunAsync_WhenNoEngineSaysAVersion_HasNoSpans()
    {
        var exchange = (await TakenAsync(new("hi|!hangs", "|x<|stop") { TakesAborts = false })).Content.Exchange;

        Assert.Empty(exchange.WeightSpans);
        Assert.Empty(exchange.WeightVersions);
    }

    /// <summary>Its last token was a stop token: nobody is asked any more.</summary>
    [Fact]
    public async Task RunAsync_OfARequestThatWasWhole_KeepsItsEngineAndWhatItWasSent()
    {
        var engine = new StreamedPieces("hi<|!hangs") { Versions = ["v7"], TellsVersions = true, TakesAborts = false };

        var exchange = (await TakenAsync(engine)).Content.Exchange;

        Assert.Equal(("streamed", """{"sent":1}"""), (exchange.Engine, exchange.Request.GetRawText()));
        Assert.Equal(["v7"], exchange.WeightVersions);
        Assert.Single(engine.Asked);
    }

    private async Task<Turn> TakenAsync(StreamedPieces engine)
    {
        await _session.OpenAsync(new() { OnAbort = AbortRule.Resume });
        var taker = _session.Taker(engine);
        var turn = taker.RunAsync(Trees.Id, OneSession.Request(), new("attempt", null, IsRetry: false), null, Ends);
        await engine.Hangs.Task.WaitAsync(Ends);

        await new TurnAborter(taker, _session.Journal, _session.Journal, engine, _session.Clock).RunAllAsync(Ends);

        return Assert.IsType<TurnOutcome.Committed>(await turn).Turn;
    }
}
