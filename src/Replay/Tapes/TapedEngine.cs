using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Tapes;

/// <summary>An engine of this process that gives what a tape has, in pieces as an engine does.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="tape">The tape.</param>
/// <param name="wire">The name of the wire that turns keep.</param>
internal sealed class TapedEngine(EngineTape tape, string wire) : IInferenceEngine
{
    private const int Status = 500;
    private const int MostInAPiece = 7;

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <inheritdoc/>
    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        observer?.OnSent(wire, request.Fields.Clone());
        switch (tape.Next(request.Prompt.Ids))
        {
            case ScenarioSample.Completion(var tokens, var reason, var stop, var version):
                await TellAsync(tokens, observer, cancellationToken).ConfigureAwait(false);
                return Completed(request, tokens, reason, stop, version);
            case ScenarioSample.Aborted(var tokens):
                await TellAsync(tokens, observer, cancellationToken).ConfigureAwait(false);
                return Completed(request, tokens, "abort", stop: null, version: null);
            case ScenarioSample.Cut(var tokens):
                await TellAsync(tokens, observer, cancellationToken).ConfigureAwait(false);
                return new InferenceOutcome.Unreachable("The recorded engine breaks the connection here.");
            case ScenarioSample.Status(var code):
                return new InferenceOutcome.Rejected(code, null, default);
            case null:
                return new InferenceOutcome.Rejected(Status, null, default);
            default:
                throw new UnreachableException();
        }
    }

    /// <inheritdoc/>
    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Pieces of one to seven tokens, which the ids decide: no two runs differ.</summary>
    private static async Task TellAsync(TokenSegment tokens, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        for (var at = 0; observer is not null && at < tokens.Ids.Length;)
        {
            var end = Math.Min(tokens.Ids.Length, at + 1 + (tokens.Ids[at] % MostInAPiece));
            await observer.OnDeltaAsync(
                new(TokenSegment.Sampled(tokens.Ids[at..end], tokens.Logprobs[at..end])), cancellationToken).ConfigureAwait(false);
            at = end;
        }
    }

    private InferenceOutcome.Completed Completed(
        InferenceRequest request, TokenSegment tokens, string reason, StopMatch? stop, string? version) => new(new()
        {
            Engine = wire,
            Completion = tokens,
            FinishReason = reason,
            Stop = stop,
            Facts = new(AnswerId: null, request.Prompt.Count, CachedTokens: null, version),
            SentFields = request.Fields.Clone(),
            Extra = Nothing,
        });
}
