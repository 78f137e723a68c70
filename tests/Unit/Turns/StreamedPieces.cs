using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Turns;

/// <summary>An engine that tells its tokens as it samples them, and whose answers are given one for each request; the last one stays.</summary>
/// <param name="answers">
/// <c>STREAMED|SAMPLED|REASON</c>, a letter a token, "&lt;" the stop token and "?" an id outside of the vocabulary; or
/// <c>STREAMED|!unreachable</c>, <c>STREAMED|!nonsense</c> and <c>STREAMED|!hangs</c>.
/// </param>
internal sealed class StreamedPieces(params string[] answers) : IInferenceEngine
{
    public List<InferenceRequest> Asked { get; } = [];

    /// <summary>The weights of each answer; beyond the end, no answer says any.</summary>
    public string[] Versions { get; init; } = [];

    /// <summary>Whether deltas say their weights.</summary>
    public bool TellsVersions { get; init; }

    /// <summary>The weights that the deltas of each request name instead, a letter of the name a delta; beyond the end they name none.</summary>
    public string DeltaVersions { get; init; } = "";

    /// <summary>Ends when a request hangs.</summary>
    public TaskCompletionSource Hangs { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it takes the wish to abort.</summary>
    public bool TakesAborts { get; init; } = true;

    /// <summary>What happens while the engine works.</summary>
    public Action Meanwhile { get; init; } = () => { };

    /// <summary>The message that the engine makes of it; null when it gives ids alone.</summary>
    public string? Message { get; init; }

    public static ImmutableArray<int> Ids(string text) =>
        [.. text.Select(letter => letter switch { '<' => Splicing.SpliceModel.End, '?' => 1_000_000, _ => letter })];

    public async Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        var parts = answers[Math.Min(Asked.Count, answers.Length) - 1].Split('|');
        var version = Versions.ElementAtOrDefault(Asked.Count - 1);
        var sent = JsonElement.Parse($$"""{"sent":{{Asked.Count}}}""");
        observer!.OnSent("streamed", sent);
        foreach (var (index, letter) in parts[0].Index())
        {
            var named = index < DeltaVersions.Length ? $"v{DeltaVersions[index]}" : null;
            await observer.OnDeltaAsync(new(Segment($"{letter}")) { WeightVersion = TellsVersions ? version : named }, cancellationToken);
        }

        Meanwhile();
        if (parts[1] == "!hangs")
        {
            Hangs.SetResult();
            return await Never.AnswersAsync<InferenceOutcome>(cancellationToken);
        }

        return parts[1] switch
        {
            "!unreachable" => new InferenceOutcome.Unreachable("gone"),
            "!nonsense" => new InferenceOutcome.Nonsense("odd"),
            var sampled => new InferenceOutcome.Completed(new()
            {
                Engine = "streamed",
                Completion = Segment(sampled),
                FinishReason = parts[2],
                Facts = new(AnswerId: null, PromptTokens: null, CachedTokens: null, version),
                Parsed = Message is { } message ? JsonElement.Parse(message) : null,
                SentFields = sent,
                Extra = JsonElement.Parse("{}"),
            }),
        };
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(TakesAborts);

    private static TokenSegment Segment(string text) => TokenSegment.Sampled(Ids(text), [.. text.Select(_ => -1f)]);
}
