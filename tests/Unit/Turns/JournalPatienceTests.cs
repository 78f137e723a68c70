using Tito.Core.Journals;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns;

/// <summary>A journal that is away is asked again and again, for 30 seconds in all.</summary>
public sealed class JournalPatienceTests : IDisposable
{
    private readonly WaitingClock _clock = new();
    private readonly JournalPatience _patience;
    private int _asked;

    public JournalPatienceTests() => _patience = new(_clock);

    public void Dispose() => _patience.Dispose();

    /// <summary>Each wait is twice the one before it, up to two seconds.</summary>
    [Fact]
    public async Task AskAsync_WhileTheJournalIsAway_WaitsLongerEachTime()
    {
        await _clock.WaitForAsync(30);
        var answer = _patience.AskAsync(_ => ++_asked > 8 ? new ValueTask<string>("answer") : throw Away());

        foreach (var seconds in new[] { 0.1, 0.2, 0.4, 0.8, 1.6, 2, 2, 2 })
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await _clock.WaitAsync());
            Assert.False(answer.IsCompleted);
            _clock.Move(seconds);
        }

        Assert.Equal("answer", await answer);
        Assert.Equal(9, _asked);
    }

    /// <summary>At the limit it is asked for the last time: what it says then is told.</summary>
    [Fact]
    public async Task AskAsync_WhenTheJournalStaysAway_GivesUpAtTheLimitOfAllItsCalls()
    {
        Assert.Equal(1, await _patience.AskAsync(_ => new ValueTask<int>(1)));
        _clock.Move(29.95);
        var answer = _patience.AskAsync<int>(_ => throw Away($"away {++_asked}"));
        await _clock.WaitForAsync(0.1);

        _clock.Move(0.05);

        Assert.Equal("away 2", (await Assert.ThrowsAsync<JournalUnavailableException>(() => answer)).Message);
    }

    [Fact]
    public async Task AskAsync_OfAJournalThatDoesNotAnswer_SaysSoAtTheLimit()
    {
        var answer = _patience.AskAsync(token => new ValueTask<int>(Never.AnswersAsync<int>(token)));
        _clock.Move(29);
        Assert.False(answer.IsCompleted);

        _clock.Move(1);

        Assert.Contains(
            "does not answer in time",
            (await Assert.ThrowsAsync<JournalUnavailableException>(() => answer)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>What somebody else gave up is not the journal's doing.</summary>
    [Fact]
    public async Task AskAsync_OfACallThatWasCancelledOtherwise_PassesThatOn()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => _patience.AskAsync<int>(_ => throw new OperationCanceledException($"{++_asked}")));

        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Dispose_EndsTheLimit()
    {
        CancellationToken seen = default;
        await _patience.AskAsync(token => new ValueTask<int>((seen = token).CanBeCanceled ? 1 : 0));

        _patience.Dispose();
        _clock.Move(31);

        Assert.False(seen.IsCancellationRequested);
    }

    private static JournalUnavailableException Away(string message = "away") => new(message);
}
