using Microsoft.Extensions.Logging;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Server.Logs;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Processes;

/// <summary>What the log says of attempts whose end the journal could not be told: kinds of failures, and none of their messages.</summary>
public sealed class AttemptLogTests
{
    private const string Secret = "plumbago-4711";
    private readonly List<int> _lost = [];

    public static TheoryData<Exception> Outages => [new JournalUnavailableException(Secret, new IOException(Secret)), new OperationCanceledException(Secret)];

    [Theory]
    [MemberData(nameof(Outages))]
    public void Follow_OfAnOutage_Warns(Exception why)
    {
        var kinds = why is OperationCanceledException ? "OperationCanceledException" : "JournalUnavailableException < IOException";

        var (level, text) = Say(turns => turns.Unsettled!(new("s", "a", IntentFailure.EngineAborted, 7, why)));

        Assert.Equal(LogLevel.Warning, level);
        Assert.Equal(
            $"Session s: the journal was not told how attempt a ended (EngineAborted): {kinds}. Its 7 sampled tokens are in this process alone; "
            + "the journal is told again each second.",
            text);
    }

    [Fact]
    public void Follow_OfADefect_SaysWhereItIsAndNothingOfItsMessage()
    {
        var why = Record.Exception(Break)!;

        var (level, text) = Say(turns => turns.Unsettled!(new("s", "a", IntentFailure.Lost, 7, why)));

        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("attempt a ended (Lost): InvalidDataException < IOException. Its 7 sampled tokens", text, StringComparison.Ordinal);
        Assert.Contains(nameof(Break), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Follow_OfAnAttemptThatWasToldAfterAll_SaysSo()
    {
        var (level, text) = Say(turns => turns.Unsettled!(new("s", "a", IntentFailure.Lost, 7, null)));

        Assert.Equal(LogLevel.Information, level);
        Assert.Equal(
            "Session s: the journal has been told how attempt a ended (Lost, 7 sampled tokens), unless its turn is there.", text);
    }

    [Fact]
    public void Follow_OfTokensThatAreLost_WarnsAndCountsThem()
    {
        var (level, text) = Say(turns => turns.Untold!("s", Intents.Of("k"), 7));

        Assert.Equal(LogLevel.Warning, level);
        Assert.Equal("Session s: the journal could not be told how attempt k-1 ended; its 7 sampled tokens are lost.", text);
        Assert.Equal([7], _lost);
    }

    private static void Break() => throw new InvalidDataException(Secret, new IOException(Secret));

    private (LogLevel Level, string Text) Say(Action<TurnTaker> happens)
    {
        using var logs = new HeardLog();
        var engine = new ScriptedEngine(ServedModel.Tokenizer);
        var turns = new TurnTaker(new InMemoryJournal(), engine, ServedModel.Qwen3, new(TimeSpan.FromMinutes(9)), TimeProvider.System);
        AttemptLog.Follow(turns, logs, _lost.Add);

        happens(turns);

        var line = Assert.Single(logs.Lines);
        Assert.Equal("Tito.Attempts", line.Category);
        return (line.Level, line.Text);
    }
}
