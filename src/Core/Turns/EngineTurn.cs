using Tito.Core.Inference;
using Tito.Core.Journals;

namespace Tito.Core.Turns;

/// <summary>One request of a turn to an engine, with who may give it up: the clients that wait, an operator, or the time.</summary>
/// <param name="engine">Who samples.</param>
/// <param name="live">The turn.</param>
/// <param name="limits">How long all of its requests may take together.</param>
/// <param name="clock">The time.</param>
internal sealed class EngineTurn(IInferenceEngine engine, LiveTurn live, TurnLimits limits, TimeProvider clock)
{
    /// <summary>The word of every engine's client for a completion that the engine gave up.</summary>
    public const string Abort = "abort";

    /// <summary>Asks the engine.</summary>
    /// <param name="request">What it shall continue.</param>
    /// <param name="sampling">Sees the tokens.</param>
    /// <param name="until">When it has to be done; null where the engine's own limit is the turn's.</param>
    /// <returns>The outcome; null when nobody waits for it any more.</returns>
    public async Task<InferenceOutcome?> AskAsync(InferenceRequest request, LiveSampling sampling, DateTimeOffset? until)
    {
        var left = until - clock.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return new InferenceOutcome.TimedOut(limits.Inference);
        }

        using var late = left is { } time ? new CancellationTokenSource(time, clock) : new();
        using var piece = CancellationTokenSource.CreateLinkedTokenSource(live.Patience.Token, late.Token);
        live.BeginPiece(piece);
        try
        {
            var outcome = await engine.GenerateAsync(request, sampling, piece.Token).ConfigureAwait(false);
            var isUnwanted = live.Patience.Token.IsCancellationRequested || late.IsCancellationRequested;
            if (!isUnwanted || outcome is not InferenceOutcome.Completed({ FinishReason: Abort } ended))
            {
                return outcome;
            }

            sampling.EndWith(ended);
        }
        catch (OperationCanceledException) when (piece.IsCancellationRequested)
        {
            // The engine did not end it in time: what it told before is what is known.
        }
        finally
        {
            live.EndPiece();
        }

        return live.Patience.Token.IsCancellationRequested ? null
            : late.IsCancellationRequested ? new InferenceOutcome.TimedOut(limits.Inference)
            : new InferenceOutcome.Completed(sampling.Told(request.Fields));
    }
}
