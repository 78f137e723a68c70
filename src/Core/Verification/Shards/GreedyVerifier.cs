using Tito.Core.Inference;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.GoldenPrompts;

namespace Tito.Core.Verification.Shards;

/// <summary>Samples golden prompts again at temperature 0, and compares token for token.</summary>
/// <param name="model">The served model.</param>
/// <param name="prepare">Makes the prompts.</param>
internal sealed class GreedyVerifier(SessionModel model, PromptPreparer prepare)
{
    /// <summary>Verifies one prompt.</summary>
    /// <param name="item">The prompt as <c>FILE#NAME</c>.</param>
    /// <param name="id">Names the request: visible ASCII without a slash.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="facts">What it says of itself.</param>
    /// <param name="tally">Takes what is found.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task RunAsync(
        string item, string id, IVerifiedEngine engine, EngineFacts facts, ShardTally tally, CancellationToken cancellationToken)
    {
        if (await prepare.RunAsync(item, tally, cancellationToken).ConfigureAwait(false) is not { } prepared)
        {
            return;
        }

        var golden = prepared.Golden;
        var request = GoldenPromptMaker.Greedy(id, prepared.Prompt, golden.Request, golden.MaxTokens);
        var outcome = await engine.Engine.GenerateAsync(request, observer: null, cancellationToken).ConfigureAwait(false);
        if (outcome is not InferenceOutcome.Completed(var sampled))
        {
            tally.Fail(Failure(item, "engine", LikelyCause.EngineFailed, $"The engine gave no completion: {EngineWords.Of(outcome)}"));
            return;
        }

        var (cause, reason) = EngineCause.Of(prepared.File.Engine, facts);
        if (TokenDifference.Find(golden.CompletionIds.AsSpan(), sampled.Completion.Ids.AsSpan()) is { } difference)
        {
            tally.Fail(FailureText.Of(model, difference, Failure(
                item, "tokens", cause, $"completion, {difference.Describe(model.Renderer.Describe)} {reason}")));
        }

        // Up to the first other token both were sampled after the same ids.
        foreach (var (recorded, now) in golden.Logprobs.Zip(sampled.Completion.Logprobs)
            .Take(golden.CompletionIds.AsSpan().CommonPrefixLength(sampled.Completion.Ids.AsSpan())))
        {
            tally.Differ(Math.Abs((double)recorded - now));
        }
    }

    private static VerificationFailure Failure(string item, string what, LikelyCause cause, string detail) =>
        new() { Item = item, What = what, Cause = cause, Detail = FailureText.Detail(detail) };
}
