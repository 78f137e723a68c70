using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Scenarios;

/// <summary>Reads what an engine gives in a scenario.</summary>
internal static class ScenarioSampleReader
{
    private static readonly ImmutableArray<string> CompletionFields =
        ["ids", "logprobs", "finish_reason", "stop_token", "stop_text", "weight_version"];

    private static readonly TokenSegment Nothing = TokenSegment.Sampled([], []);

    /// <summary>Reads one sample or fault.</summary>
    public static ScenarioSample Read(JsonPlace sample)
    {
        if (sample.Object()["fault"].Present is not { } fault)
        {
            return ReadCompletion(sample.Object(CompletionFields));
        }

        return fault.Text() switch
        {
            "status" => new ScenarioSample.Status(
                sample.Object(["fault", "status"])["status"].Int32() is >= 400 and < 600 and var code ? code
                : throw sample["status"].Refusal("must be an HTTP status from 400 to 599.")),
            "cut" => new ScenarioSample.Cut(
                sample.Object([.. CompletionFields, "fault", "after"])["ids"].Present is null ? Nothing : Before(sample)),
            "aborted" => new ScenarioSample.Aborted(Tokens(sample.Object(["fault", "ids", "logprobs"]))),
            _ => throw fault.Refusal("must be status, cut or aborted."),
        };
    }

    /// <summary>What comes before the connection breaks: so many of the tokens that would have come, or all of them.</summary>
    private static TokenSegment Before(JsonPlace sample) =>
        Tokens(sample) is var whole && sample["after"].Present?.Count() is { } count && count < whole.Ids.Length
            ? TokenSegment.Sampled(whole.Ids[..count], whole.Logprobs[..count])
            : whole;

    private static ScenarioSample.Completion ReadCompletion(JsonPlace sample) => new(
        Tokens(sample),
        sample["finish_reason"].Text(),
        (sample["stop_token"].Present?.Count(), sample["stop_text"].Present?.Text()) switch
        {
            (null, null) => null,
            var (token, text) => new(token, text),
        },
        sample["weight_version"].Present?.Text());

    private static TokenSegment Tokens(JsonPlace sample)
    {
        var ids = sample["ids"].TokenIds();
        var logprobs = sample["logprobs"].Logprobs();
        return ids.Length == logprobs.Length
            ? TokenSegment.Sampled(ids, logprobs)
            : throw sample.Refusal($"has {ids.Length} ids and {logprobs.Length} logprobs.");
    }
}
