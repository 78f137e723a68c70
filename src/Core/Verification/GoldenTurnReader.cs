using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>Reads the turns of a golden file.</summary>
internal static class GoldenTurnReader
{
    /// <summary>Reads one turn.</summary>
    /// <param name="turn">Any JSON value.</param>
    /// <param name="version">The file's version: what only a later one has is refused.</param>
    /// <param name="at">The place in the file.</param>
    public static GoldenTurn Read(JsonElement turn, int version, string at)
    {
        var completion = GoldenField.Object(turn, "completion", $"{at}.completion");
        var ids = GoldenField.Int32Array(completion, "ids", $"{at}.completion.ids");
        var logprobs = GoldenField.SingleArray(completion, "logprobs", $"{at}.completion.logprobs");
        return new()
        {
            Request = GoldenField.Object(turn, "request", $"{at}.request"),
            Message = GoldenField.Object(completion, "message", $"{at}.completion.message"),
            Completion = ids.Length == logprobs.Length
                ? TokenSegment.Sampled(ids, logprobs)
                : throw new GoldenFormatException($"{at}.completion", $"has {ids.Length} ids and {logprobs.Length} logprobs."),
            FinishReason = GoldenField.Text(completion, "finish_reason", $"{at}.completion.finish_reason"),
            WeightVersion = GoldenField.OptionalText(completion, "weight_version", $"{at}.completion.weight_version"),
            RoutedExperts = OfVersion2(completion, "routed_experts", version, $"{at}.completion.routed_experts") is { } experts
                ? ReadExperts(experts, $"{at}.completion.routed_experts")
                : null,
            Recorded = OfVersion2(turn, "recorded", version, $"{at}.recorded") is { } record ? ReadRecord(record, $"{at}.recorded") : null,
            Expected = GoldenField.Optional(turn, "expected") is { } expected ? GoldenExpectationReader.Read(expected, $"{at}.expected") : null,
        };
    }

    private static JsonElement? OfVersion2(JsonElement parent, string name, int version, string at) =>
        GoldenField.Optional(parent, name) is not { } value ? null
        : version >= 2 ? value
        : throw new GoldenFormatException(at, $"is a field of version 2, and the file says version {version}.");

    private static RoutedExperts ReadExperts(JsonElement experts, string at)
    {
        try
        {
            return new(
                GoldenField.Int32(experts, "first_row", $"{at}.first_row"),
                GoldenField.Int32(experts, "layers", $"{at}.layers"),
                GoldenField.Int32(experts, "top_k", $"{at}.top_k"),
                Convert.FromBase64String(GoldenField.Text(experts, "ids", $"{at}.ids")));
        }
        catch (Exception wrong) when (wrong is ArgumentException or OverflowException or FormatException)
        {
            throw new GoldenFormatException(at, wrong.Message, wrong);
        }
    }

    private static GoldenTurnRecord ReadRecord(JsonElement record, string at) => new()
    {
        Parent = GoldenField.Parent(record, "parent", $"{at}.parent"),
        ReplacedCount = GoldenField.Int32(record, "replaced_count", $"{at}.replaced_count"),
        PromptSegments = [.. GoldenField.Array(record, "prompt", $"{at}.prompt").Select((segment, i) => ReadSegment(segment, $"{at}.prompt[{i}]"))],
        Engine = GoldenField.OptionalText(record, "engine", $"{at}.engine"),
        ResponseId = GoldenField.OptionalText(record, "response_id", $"{at}.response_id"),
        Stop = ReadStop(record, at),
        RequestedAt = GoldenField.Time(record, "requested_at", $"{at}.requested_at"),
        CompletedAt = GoldenField.Time(record, "completed_at", $"{at}.completed_at"),
        PromptTokens = GoldenField.OptionalCount(record, "prompt_tokens", $"{at}.prompt_tokens"),
        CachedTokens = GoldenField.OptionalCount(record, "cached_tokens", $"{at}.cached_tokens"),
        Response = GoldenField.Valid(GoldenField.Object(record, "response", $"{at}.response"), $"{at}.response"),
        Digest = GoldenField.Digest(record, "digest", $"{at}.digest"),
    };

    private static StopMatch? ReadStop(JsonElement record, string at) =>
        (GoldenField.OptionalCount(record, "stop_token", $"{at}.stop_token"), GoldenField.OptionalText(record, "stop_text", $"{at}.stop_text")) switch
        {
            (null, null) => null,
            var (token, text) => new(token, text),
        };

    private static TokenSegment ReadSegment(JsonElement segment, string at) =>
        OriginName.Read(segment, $"{at}.origin") is var origin and not TokenOrigin.Model
            ? TokenSegment.Given(origin, GoldenField.Int32Array(segment, "ids", $"{at}.ids"))
            : throw new GoldenFormatException($"{at}.origin", "must be prompt, environment or splice: no token of a prompt is sampled in its turn.");
}
