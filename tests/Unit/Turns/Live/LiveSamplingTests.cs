using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns.Live;

/// <summary>What is kept of a completion while its tokens come.</summary>
public sealed class LiveSamplingTests : IDisposable
{
    private const int Count = 20_000;

    private readonly TurnPatience _patience = new(outlives: false);

    public void Dispose() => _patience.Dispose();

    /// <summary>A token that copied all before it would cost 8 bytes for each of them: 1.6 GB in all.</summary>
    [Fact]
    public async Task OnDeltaAsync_OfManyTokens_CostsWhatEachAdds()
    {
        var sampling = Sampling();
        var deltas = Enumerable.Range(0, Count).Select(index => new SampledDelta(TokenSegment.Sampled(['a' + (index % 26)], [-index]))).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var delta in deltas)
        {
            await sampling.OnDeltaAsync(delta, TestContext.Current.CancellationToken); // Ends at once, on this thread.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
        var told = sampling.Told(JsonElement.Parse("{}")).Completion;
        Assert.Equal(Enumerable.Range(0, Count).Select(index => 'a' + (index % 26)), told.Ids);
        Assert.Equal(Enumerable.Range(0, Count).Select(index => -(float)index), told.Logprobs);
        await sampling.OnDeltaAsync(deltas[0], TestContext.Current.CancellationToken);
        Assert.Equal(Count, told.Ids.Length);
    }

    private LiveSampling Sampling()
    {
        var segment = TokenSegment.Given(TokenOrigin.Prompt, [SpliceModel.User, 'u', SpliceModel.End, '\n', SpliceModel.Assistant]);
        var plan = new TurnPlan(null, [Chat.User("u")], TurnInputs.None, new(TokenBuffer.Empty.Append(segment), [segment], 0));
        return new(
            new(new("s", default, "k", default), _patience), new(ScriptModels.Of(ScriptFamily.Closing), plan, TurnStops.None, default));
    }
}
