using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Reads the turns of a golden file.</summary>
internal static class GoldenTurnReader
{
    /// <summary>Reads one turn.</summary>
    /// <param name="turn">Any JSON value.</param>
    /// <param name="version">The file's version: what only a later one has is refused.</param>
    public static GoldenTurn Read(JsonPlace turn, int version)
    {
        var completion = turn["completion"].Object();
        var ids = completion["ids"].TokenIds();
        var logprobs = completion["logprobs"].Logprobs();
        return new()
        {
            Request = turn["request"].Body().Json,
            Message = completion["message"].Message().Json,
            Completion = ids.Length == logprobs.Length
                ? TokenSegment.Sampled(ids, logprobs)
                : throw completion.Refusal($"has {ids.Length} ids and {logprobs.Length} logprobs."),
            FinishReason = completion["finish_reason"].Text(),
            WeightVersion = completion["weight_version"].Present?.Text(),
            WeightSpans = completion[WeightSpansJson.Name].Present is { } spans ? [.. spans.Items().Select(ReadSpan)] : [],
            RoutedExperts = OfVersion2(completion["routed_experts"], version) is { } experts ? ReadExperts(experts) : null,
            Recorded = OfVersion2(turn["recorded"], version) is { } record ? ReadRecord(record) : null,
            DigestVersion = OfVersion2(turn["digest_version"], version)?.Word<TurnDigestVersion>()
                ?? (HasDigest(turn) ? TurnDigestVersion.One : TurnDigestVersion.Two),
            Expected = turn["expected"].Present is { } expected ? GoldenExpectationReader.Read(expected) : null,
        };
    }

    private static bool HasDigest(JsonPlace turn) => turn["expected"].Present is not null || turn["recorded"].Present is not null;

    private static JsonPlace? OfVersion2(JsonPlace field, int version) =>
        field.Present is not { } value ? null
        : version >= 2 ? value
        : throw field.Refusal($"is a field of version 2, and the file says version {version}.");

    private static RoutedExperts ReadExperts(JsonPlace experts)
    {
        try
        {
            return new(
                experts["first_row"].Int32(), experts["layers"].Int32(), experts["top_k"].Int32(),
                Convert.FromBase64String(experts["ids"].Text()));
        }
        catch (Exception wrong) when (wrong is ArgumentException or OverflowException or FormatException)
        {
            throw experts.Refusal(wrong.Message, wrong);
        }
    }

    private static GoldenTurnRecord ReadRecord(JsonPlace record) => new()
    {
        Parent = record["parent"].Parent(),
        ReplacedCount = record["replaced_count"].Int32(),
        PromptSegments = [.. record["prompt"].Items().Select(ReadSegment)],
        Engine = record["engine"].Present?.Text(),
        Agent = record["agent"].Present is { } agent ? ReadAgent(agent) : null,
        Line = SessionLineJson.Read(record.Object().Json),
        Altered = record[AlteredJson.Name].Present is { } altered ? [.. altered.Items().Select(ReadAltered)] : [],
        ResponseId = record["response_id"].Present?.Text(),
        Stop = (record["stop_token"].Present?.Count(), record["stop_text"].Present?.Text()) switch
        {
            (null, null) => null,
            var (token, text) => new(token, text),
        },
        Disagreement = record["disagreement"].Present?.Text(),
        End = record["end"].Present is { } end ? new(end.Word<EndKind>(), record["tokens_after_stop"].Present?.Count() ?? 0) : null,
        RequestedAt = record["requested_at"].Time(),
        CompletedAt = record["completed_at"].Time(),
        PromptTokens = record["prompt_tokens"].Present?.Count(),
        CachedTokens = record["cached_tokens"].Present?.Count(),
        Response = record["response"].Body().Valid().Json,
        Digest = record["digest"].Digest(),
    };

    private static string ReadAgent(JsonPlace agent) =>
        agent.Text() is var tag && AgentTag.IsTag(tag) ? tag : throw agent.Refusal($"must be a tag: {AgentTag.Rule}.");

    private static MessageDifference ReadAltered(JsonPlace one) => new(
        one["message"].Count(),
        one["field"].Text(),
        one["sampled"].Present?.Digest(),
        one["sent"].Present?.Digest());

    private static WeightSpan ReadSpan(JsonPlace span) =>
        new(span["version"].Text(), span["start"].Count(), span["end"].Count());

    private static TokenSegment ReadSegment(JsonPlace segment) =>
        segment["origin"].Word<TokenOrigin>() is var origin and not TokenOrigin.Model
            ? TokenSegment.Given(origin, segment["ids"].TokenIds())
            : throw segment["origin"].Refusal("must be prompt, environment or splice: no token of a prompt is sampled in its turn.");
}
