using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>Reads golden trajectories.</summary>
public static class GoldenReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="GoldenFormatException">It is no golden trajectory of a version that this release reads.</exception>
    public static GoldenTrajectory Read(ReadOnlyMemory<byte> utf8)
    {
        var root = Parse(utf8);
        if (GoldenField.Text(root, "format", "format") != GoldenTrajectory.FormatName)
        {
            throw new GoldenFormatException("format", $"must be \"{GoldenTrajectory.FormatName}\".");
        }

        var version = GoldenField.Int32(root, "version", "version");
        if (version != GoldenTrajectory.CurrentVersion)
        {
            throw new GoldenFormatException("version", $"the file has version {version}; this release reads version {GoldenTrajectory.CurrentVersion}.");
        }

        var turns = GoldenField.Array(root, "turns", "turns").Select(ReadTurn).ToImmutableArray();
        var expected = GoldenField.Optional(root, "expected");
        return new()
        {
            Family = GoldenField.Text(root, "family", "family"),
            OpenedAt = DateTimeOffset.TryParse(
                GoldenField.Text(root, "opened_at", "opened_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var openedAt)
                ? openedAt
                : throw new GoldenFormatException("opened_at", "must be a time in ISO 8601."),
            CloseTruncated = GoldenField.Flag(root, "close_truncated", "close_truncated"),
            Turns = turns.IsEmpty ? throw new GoldenFormatException("turns", "must have at least one turn.") : turns,
            Genesis = expected is { } outcome ? GoldenField.Digest(outcome, "genesis", "expected.genesis") : null,
            Mismatches = expected is { } verdict
                ? [.. GoldenField.Array(verdict, "mismatches", "expected.mismatches").Select(ReadMismatch)]
                : null,
        };
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var root = JsonElement.Parse(utf8.Span, new() { AllowDuplicateProperties = false });
            return root.ValueKind == JsonValueKind.Object ? root : throw new GoldenFormatException("$", "must be a JSON object.");
        }
        catch (JsonException broken)
        {
            throw new GoldenFormatException("$", broken.Message, broken);
        }
    }

    private static GoldenTurn ReadTurn(JsonElement turn, int index)
    {
        var at = $"turns[{index}]";
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
            Expected = GoldenField.Optional(turn, "expected") is { } expected ? ReadExpectation(expected, $"{at}.expected") : null,
        };
    }

    private static GoldenTurnExpectation ReadExpectation(JsonElement expected, string at)
    {
        var ids = GoldenField.Int32Array(expected, "token_ids", $"{at}.token_ids");
        var origins = GoldenField.Array(expected, "origins", $"{at}.origins").Select((run, i) => ReadRun(run, $"{at}.origins[{i}]")).ToImmutableArray();
        var covered = origins.Sum(run => (long)run.Count);
        if (covered != ids.Length)
        {
            throw new GoldenFormatException($"{at}.origins", $"the runs cover {covered} of {ids.Length} tokens.");
        }

        return new()
        {
            Parent = GoldenField.Int32(expected, "parent", $"{at}.parent") is var parent and >= 0 ? parent : null,
            ReplacedCount = GoldenField.Int32(expected, "replaced_count", $"{at}.replaced_count"),
            PromptCount = GoldenField.Int32(expected, "prompt_count", $"{at}.prompt_count") is var count && count >= 0 && count <= ids.Length
                ? count
                : throw new GoldenFormatException($"{at}.prompt_count", $"must be 0 to {ids.Length}, the number of token ids."),
            TokenIds = ids,
            Origins = origins,
            LossMask = ReadMask(GoldenField.Array(expected, "loss_mask", $"{at}.loss_mask"), ids.Length, $"{at}.loss_mask"),
            Digest = GoldenField.Digest(expected, "digest", $"{at}.digest"),
        };
    }

    private static (TokenOrigin Origin, int Count) ReadRun(JsonElement run, string at) =>
        (GoldenField.Text(run, "origin", $"{at}.origin") switch
        {
            "prompt" => TokenOrigin.Prompt,
            "environment" => TokenOrigin.Environment,
            "splice" => TokenOrigin.Splice,
            "model" => TokenOrigin.Model,
            _ => throw new GoldenFormatException($"{at}.origin", "must be prompt, environment, splice or model."),
        },
        GoldenField.Int32(run, "count", $"{at}.count") is var count and >= 0
            ? count
            : throw new GoldenFormatException($"{at}.count", "must be 0 or more."));

    /// <summary>A mask is written as run lengths that start with zeros: [12, 3] is twelve zeros and three ones.</summary>
    private static ImmutableArray<byte> ReadMask(IEnumerable<JsonElement> runs, int length, string at)
    {
        var mask = ImmutableArray.CreateBuilder<byte>(length);
        foreach (var (index, run) in runs.Index())
        {
            var count = run.ValueKind == JsonValueKind.Number && run.TryGetInt32(out var number) && number >= 0 && number <= length - mask.Count
                ? number
                : throw new GoldenFormatException($"{at}[{index}]", $"must be a run length within the {length} tokens.");
            mask.AddRange(Enumerable.Repeat((byte)(index % 2), count));
        }

        return mask.Count == length
            ? mask.DrainToImmutable()
            : throw new GoldenFormatException(at, $"the runs cover {mask.Count} of {length} tokens.");
    }

    private static MismatchType ReadMismatch(JsonElement type, int index) => (type.ValueKind == JsonValueKind.String ? type.GetString() : null) switch
    {
        "special_token_count" => MismatchType.SpecialTokenCount,
        "special_token_type" => MismatchType.SpecialTokenType,
        "non_assistant_text" => MismatchType.NonAssistantText,
        "assistant_text" => MismatchType.AssistantText,
        _ => throw new GoldenFormatException($"expected.mismatches[{index}]", "must be a mismatch type of the comparator."),
    };
}
