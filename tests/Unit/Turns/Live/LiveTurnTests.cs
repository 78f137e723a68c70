using Tito.Core.Completions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns.Live;

/// <summary>What readers see of a turn that somebody else takes.</summary>
public sealed class LiveTurnTests : IDisposable
{
    private static readonly CompletionDelta[] Deltas = [new(DeltaKind.Content, "a"), new(DeltaKind.Content, "b"), new(DeltaKind.Content, "c")];

    private readonly TurnPatience _patience = new(outlives: false);
    private readonly LiveTurn _live;

    public LiveTurnTests() => _live = new(new("s", default, "k", default), _patience);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task From_WhateverTheReadersPace_GivesEachDeltaOnceAndInOrder()
    {
        var readers = Enumerable.Range(0, 4).Select(_ => ReadAsync()).ToList();
        foreach (var delta in Deltas)
        {
            _live.Add([delta]);
            await Task.Yield();
        }

        _live.End(null);

        Assert.All(await Task.WhenAll(readers), read => Assert.Equal(Deltas, read));
        Assert.Equal(Deltas, await ReadAsync());
    }

    [Fact]
    public async Task GrownAsync_WithNothingNew_EndsWithTheNextDeltaOrTheEnd()
    {
        var first = _live.GrownAsync(0);
        Assert.False(first.IsCompleted);
        _live.Add(Deltas[..1]);
        await first.WaitAsync(Ends);
        Assert.True(_live.GrownAsync(0).IsCompleted);

        var end = _live.GrownAsync(1);
        Assert.False(end.IsCompleted);
        _live.End(null);
        await end.WaitAsync(Ends);
    }

    [Fact]
    public async Task AbortedAsync_OfATurnThatIsNotAborted_EndsWithTheTurn()
    {
        var (aborted, ended) = (_live.AbortedAsync(0), _live.AbortedAsync(1));
        Assert.False(aborted.IsCompleted);
        _live.NoteAbort(resumes: true);
        await aborted.WaitAsync(Ends);
        Assert.False(ended.IsCompleted);

        _live.End(null);
        await ended.WaitAsync(Ends);
    }

    [Fact]
    public void From_BeyondTheEnd_IsEmpty()
    {
        _live.Add(Deltas);

        Assert.Equal(Deltas[2..], _live.From(2));
        Assert.Empty(_live.From(3));
        Assert.Empty(_live.From(4));
    }

    [Fact]
    public async Task Add_OfNothing_WakesNobody()
    {
        var grown = _live.GrownAsync(0);

        _live.Add([]);
        Assert.False(grown.IsCompleted);

        _live.Add(Deltas);
        await grown.WaitAsync(Ends);
    }

    [Fact]
    public void Start_IsKnownFromTheBeginning()
    {
        var start = new TurnStart("answer", default, 3, null);
        Assert.Equal(("s/", null, false), (_live.RequestId, _live.Plan, _live.IsStopped));
        Assert.False(_live.Begun.IsCompleted);

        _live.Begin(start, new(null, [], TurnInputs.None, new(TokenBuffer.Empty, [], 0)), new("line", null, null));
        _live.Stop();

        Assert.Equal((start, "s/answer/", "line", true), (_live.Start, _live.RequestId, _live.Line?.Id, _live.IsStopped));
    }

    [Fact]
    public async Task Cut_GivesUpTheEnginesWorkWhileItLasts()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var given = new TaskCompletionSource();
        await using var heard = first.Token.Register(given.SetResult);
        _live.Cut();

        _live.BeginPiece(first);
        _live.Cut();
        await given.Task.WaitAsync(Ends);
        _live.EndPiece();
        _live.BeginPiece(second);
        _live.EndPiece();
        _live.Cut();

        Assert.False(second.IsCancellationRequested);
    }

    private async Task<List<CompletionDelta>> ReadAsync()
    {
        var read = new List<CompletionDelta>();
        while (true)
        {
            read.AddRange(_live.From(read.Count));
            if (_live.IsEnded && _live.From(read.Count).Count == 0)
            {
                return read;
            }

            await _live.GrownAsync(read.Count).WaitAsync(Ends);
        }
    }
}
