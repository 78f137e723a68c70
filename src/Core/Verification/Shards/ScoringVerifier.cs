using System.Globalization;
using Tito.Core.Inference;
using Tito.Core.Models;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.GoldenPrompts;

namespace Tito.Core.Verification.Shards;

/// <summary>Has recorded completions of golden prompts scored again.</summary>
/// <param name="model">The served model.</param>
/// <param name="prepare">Makes the prompts.</param>
/// <param name="tolerance">The largest difference of two logprobs that is none, in nats.</param>
internal sealed class ScoringVerifier(SessionModel model, PromptPreparer prepare, double tolerance)
{
    /// <summary>Verifies one prompt.</summary>
    /// <returns>Why the engine's wire cannot score, in a sentence; null where it can.</returns>
    /// <inheritdoc cref="GreedyVerifier.RunAsync"/>
    public async Task<string?> RunAsync(
        string item, string id, IVerifiedEngine engine, EngineFacts facts, ShardTally tally, CancellationToken cancellationToken)
    {
        if (await prepare.RunAsync(item, tally, cancellationToken).ConfigureAwait(false) is not { } prepared)
        {
            return null;
        }

        var golden = prepared.Golden;
        var request = GoldenPromptMaker.Scoring(id, prepared.Prompt, golden.CompletionIds, golden.Logprobs);
        switch (await engine.Scoring.ScoreAsync(request, cancellationToken).ConfigureAwait(false))
        {
            case ScoringOutcome.NotServed(var reason):
                return reason;
            case ScoringOutcome.Failed(var reason):
                tally.Fail(Failure(item, "engine", LikelyCause.EngineFailed, $"The engine gave no scores: {reason}"));
                return null;
            case ScoringOutcome.Scored(var logprobs):
                Compare(prepared, logprobs.AsSpan(), facts, tally);
                return null;
            default:
                return null;
        }
    }

    private void Compare(PreparedPrompt prepared, ReadOnlySpan<float> logprobs, EngineFacts facts, ShardTally tally)
    {
        var golden = prepared.Golden;
        int? first = null;
        var largest = 0d;
        for (var i = 0; i < logprobs.Length; i++)
        {
            var difference = Math.Abs((double)golden.Logprobs[i] - logprobs[i]);
            largest = Math.Max(largest, difference);
            first ??= difference > tolerance ? i : null;
        }

        tally.Differ(largest);
        if (first is not { } index)
        {
            return;
        }

        var (cause, reason) = EngineCause.Of(prepared.File.Engine, facts);
        var token = FailureText.Token(model, golden.CompletionIds[index]);
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"token {index}: {model.Renderer.Describe(golden.CompletionIds[index])} had logprob {golden.Logprobs[index]} and has "
            + $"{logprobs[index]}; the largest difference is {largest:0.######} nats, and {tolerance:0.######} is allowed. {reason}");
        tally.Fail(Failure(prepared.Item, "logprobs", cause, detail) with
        {
            TokenIndex = index,
            Expected = token,
            Found = token,
        });
    }

    private static VerificationFailure Failure(string item, string what, LikelyCause cause, string detail) =>
        new() { Item = item, What = what, Cause = cause, Detail = FailureText.Detail(detail) };
}
