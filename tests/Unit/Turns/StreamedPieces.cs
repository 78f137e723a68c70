using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Turns;

/// <summary>An engine that tells its tokens as it samples them, and whose answers are given one for each request; the last one stays.</summary>
/// <param name="answers">
/// <c>STREAMED|SAMPLED|REASON</c>, a letter a token, "&lt;" the stop token and "?" an id outside of the vocabulary; or
/// <c>STREAMED|!unreachable</c> and <c>STREAMED|!nonsense</c>.
/// </param>
internal sealed class StreamedPieces(params string[] answers) : IInferenceEngine
{
    public List<InferenceRequest> Asked { get; } = [];

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
        foreach (var letter in parts[0])
        {
            await observer!.OnDeltaAsync(new(Segment($"{letter}")), cancellationToken);
        }

        Meanwhile();
        return parts[1] switch
        {
            "!unreachable" => new InferenceOutcome.Unreachable("gone"),
            "!nonsense" => new InferenceOutcome.Nonsense("odd"),
            var sampled => new InferenceOutcome.Completed(new()
            {
                Engine = "streamed",
                Completion = Segment(sampled),
                FinishReason = parts[2],
                Parsed = Message is { } message ? JsonElement.Parse(message) : null,
                SentFields = request.Fields.Clone(),
                Extra = JsonElement.Parse("{}"),
            }),
        };
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(true);

    private static TokenSegment Segment(string text) => TokenSegment.Sampled(Ids(text), [.. text.Select(_ => -1f)]);
}
