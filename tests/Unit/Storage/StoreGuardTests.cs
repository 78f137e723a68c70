using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Storage.Outages;

namespace Tito.Tests.Unit.Storage;

/// <summary>A store that answers again and again may be read for longer than it may be silent.</summary>
public sealed class StoreGuardTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<int> _answers = Channel.CreateUnbounded<int>();
    private readonly SemaphoreSlim _came = new(0);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private StoreGuard Guard => new(_clock);

    public void Dispose() => _came.Dispose();

    [Fact]
    public async Task ReadAsync_OfAStoreThatAnswersInParts_LimitsItsSilenceAlone()
    {
        var reading = Guard.ReadAsync(CountAsync, Ends).AsTask();
        await AnswerAsync(3);
        _answers.Writer.Complete();

        Assert.Equal(3, await reading);
    }

    [Fact]
    public async Task ReadAsync_OfAStoreThatFallsSilent_EndsAfterItsLastAnswer()
    {
        var reading = Guard.ReadAsync(CountAsync, Ends).AsTask();
        await AnswerAsync(3);
        _clock.Advance(TurnLimits.Read - Second);
        Assert.False(reading.IsCompleted);
        _clock.Advance(Second);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => reading);
    }

    [Fact]
    public async Task WriteAsync_OfAStoreThatAnswersInParts_HasALimitForTheWhole()
    {
        var writing = Guard.WriteAsync(CountAsync, Ends).AsTask();
        await AnswerAsync(1);
        _clock.Advance(TurnLimits.Commit - TurnLimits.Read + Second);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => writing);
    }

    /// <summary>Between two items nobody waits for the store, whatever it says then; and each item is waited for anew.</summary>
    [Fact]
    public async Task ListAsync_OfAStoreThatAnswersInParts_LimitsItsSilenceAlone()
    {
        await using var items = Guard.ListAsync(ListAsync, Ends).GetAsyncEnumerator(Ends);
        for (var item = 0; item < 2; item++)
        {
            var next = items.MoveNextAsync().AsTask();
            await AnswerAsync(3);
            _answers.Writer.TryWrite(0);
            Assert.True(await next);
            _clock.Advance(TurnLimits.Read * 3);
        }

        var last = items.MoveNextAsync().AsTask();
        _clock.Advance(TurnLimits.Read);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => last);
    }

    /// <summary>So many answers of the store, each a second before its time is over.</summary>
    private async Task AnswerAsync(int count)
    {
        for (var answer = 1; answer <= count; answer++)
        {
            _clock.Advance(TurnLimits.Read - Second);
            _answers.Writer.TryWrite(answer);
            Assert.True(await _came.WaitAsync(TimeSpan.FromSeconds(30), Ends), "The store was given up.");
        }
    }

    private async ValueTask<int> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in _answers.Reader.ReadAllAsync(cancellationToken))
        {
            StoreSilence.Broken();
            _came.Release();
            count++;
        }

        return count;
    }

    /// <summary>An item at each 0.</summary>
    private async IAsyncEnumerable<int> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var answer in _answers.Reader.ReadAllAsync(cancellationToken))
        {
            StoreSilence.Broken();
            if (answer == 0)
            {
                yield return answer;
            }
            else
            {
                _came.Release();
            }
        }
    }
}
