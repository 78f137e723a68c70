using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns.Live;

/// <summary>A turn that its engine gives up some times. The engine samples the two tokens of "hi" each time.</summary>
public sealed class ResumeTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private readonly HandClock _clock = new();
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>A sequence has rows for all of its tokens but the last: each engine is asked from the first row that nobody gave.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_WhenExpertsAreRecorded_AsksForTheRowsThatAreMissing(bool additive)
    {
        var engine = new RecordedRequests { Aborts = 2 };
        var turn = await TakeAsync(engine, ScriptModels.Of(ScriptFamily.Closing).Recording(new(3, 2, additive)), limit: null);

        var prompt = engine.Asked[0].Prompt.Count;
        int[] starts = additive ? [0, prompt + 1, prompt + 3] : [0, 0, 0];
        Assert.Equal(starts, engine.Asked.Select(asked => asked.RoutedExperts!.StartRow));
        Assert.Equal((0, prompt + 5), (turn.Content.RoutedExperts!.StartRow, turn.Content.RoutedExperts.EndRow));
    }

    [Fact]
    public async Task RunAsync_OfALimitedRequest_AsksForWhatIsLeftOfIt()
    {
        var engine = new RecordedRequests { Aborts = 2 };
        var turn = await TakeAsync(engine, ScriptModels.Of(ScriptFamily.Closing), limit: 9);

        Assert.Equal([null, 7, 5], engine.Asked.Select(asked => asked.TokenLimit));
        Assert.Equal([.. engine.Asked[0].Prompt.Ids, 'h', 'i', 'h', 'i'], engine.Asked[2].Prompt.Ids);
        Assert.Equal(3, engine.Asked.Select(asked => asked.Id).Distinct().Count());
        Assert.All(engine.Asked, asked => Assert.Matches($"^{Id}/attempt(\\.[12])?/$", asked.Id));
        Assert.Equal("hihihi".Select(letter => (int)letter), turn.Content.Completion.Ids);
        Assert.Equal("hihihi", turn.Content.Assistant.Json.GetProperty("content").GetString());
        Assert.Equal(engine.Asked[0].Prompt.Count, turn.Prompt.Count);
    }

    /// <summary>The fewest tokens are those of all engines together.</summary>
    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(5, 3, 1)]
    [InlineData(null, null, null)]
    public async Task RunAsync_OfARequestWithALeastNumber_AsksForWhatIsLeftOfIt(int? least, int? second, int? third)
    {
        var engine = new RecordedRequests { Aborts = 2 };

        Assert.IsType<TurnOutcome.Committed>(
            await OutcomeAsync(engine, ScriptModels.Of(ScriptFamily.Closing), limit: 9, request => request with { MinTokens = least }));

        Assert.Equal([null, second, third], engine.Asked.Select(asked => asked.MinTokens));
    }

    /// <summary>An engine that went on would begin with the grammar anew.</summary>
    [Fact]
    public async Task RunAsync_OfARequestWithAGrammar_DoesNotGoOnAndSaysWhy()
    {
        var engine = new RecordedRequests { Aborts = 1 };

        var failed = Assert.IsType<TurnOutcome.Failed>(
            await OutcomeAsync(engine, ScriptModels.Of(ScriptFamily.Closing), limit: null, request => request with { HasGrammar = true }));

        Assert.Equal(ProblemCode.EngineAborted, failed.Problem.Code);
        Assert.Contains("grammar", failed.Problem.Message, StringComparison.Ordinal);
        Assert.Single(engine.Asked);
        var intent = Assert.Single((await _journal.LoadAsync(Id, Ends))!.Intents);
        Assert.Equal([2], intent.Aborted.Items.Select(item => item.TokenCount));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task RunAsync_AfterAHundredAborts_GivesUp(int aborts, bool isTaken)
    {
        var engine = new RecordedRequests { Aborts = aborts };

        var outcome = await OutcomeAsync(engine, ScriptModels.Of(ScriptFamily.Closing), limit: null);

        Assert.Equal(isTaken, outcome is TurnOutcome.Committed);
        Assert.Equal(101, engine.Asked.Count);
        var intent = Assert.Single((await _journal.LoadAsync(Id, Ends))!.Intents);
        Assert.Equal(isTaken ? [] : [202], intent.Aborted.Items.Select(item => item.TokenCount));
    }

    private async Task<Turn> TakeAsync(RecordedRequests engine, SessionModel model, int? limit) =>
        Assert.IsType<TurnOutcome.Committed>(await OutcomeAsync(engine, model, limit)).Turn;

    private async Task<TurnOutcome> OutcomeAsync(
        RecordedRequests engine, SessionModel model, int? limit, Func<TurnRequest, TurnRequest>? change = null)
    {
        await new SessionOpener(_journal, model, _clock).RunAsync(Id, new() { OnAbort = AbortRule.Resume }, null, Ends);
        var request = new TurnRequest
        {
            Digest = Digest.Of("body"u8),
            Messages = [Chat.User("u")],
            Inputs = TurnInputs.None,
            Fields = JsonElement.Parse("{}"),
            TokenLimit = limit,
        };
        return await new TurnTaker(_journal, engine, model, new TurnLimits(TimeSpan.FromMinutes(9)), _clock)
            .RunAsync(Id, change?.Invoke(request) ?? request, new("attempt", null, IsRetry: false), null, Ends);
    }
}
