using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Reads golden trajectories.</summary>
public static class GoldenReader
{
    /// <summary>The largest file that is read or written, in bytes: 512 MiB.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    // A body may nest 64 levels; in the file its messages lie a few levels deeper.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 80 };

    private static readonly string[] VersionTwoFields = ["settings", "recorded"];

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
        if (version is not (GoldenTrajectory.LinearVersion or GoldenTrajectory.CurrentVersion))
        {
            throw new GoldenFormatException(
                "version", $"the file has version {version}; this release reads {GoldenTrajectory.LinearVersion} and {GoldenTrajectory.CurrentVersion}.");
        }

        var turns = GoldenField.Array(root, "turns", "turns").Select((turn, i) => GoldenTurnReader.Read(turn, version, $"turns[{i}]")).ToImmutableArray();
        var settings = version == GoldenTrajectory.LinearVersion ? LinearSettings(root) : Settings(root);
        var expected = GoldenField.Optional(root, "expected");
        return new()
        {
            Family = GoldenField.Text(root, "family", "family"),
            OpenedAt = GoldenField.Time(root, "opened_at", "opened_at"),
            Settings = settings,
            Recorded = GoldenField.Optional(root, "recorded") is null ? null : ReadRecord(root, turns),
            Turns = CheckTurns(turns, settings, GoldenField.Optional(root, "recorded") is not null),
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
            var root = JsonElement.Parse(utf8.Span, Strict);
            return root.ValueKind == JsonValueKind.Object ? root : throw new GoldenFormatException("$", "must be a JSON object.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a key is no Unicode, and cannot be compared with the others.
            throw new GoldenFormatException("$", broken.Message, broken);
        }
    }

    /// <summary>Version 1 says nothing of the session but one thing: it is linear with the strict matcher, and any rollback was allowed.</summary>
    private static SessionSettings LinearSettings(JsonElement root)
    {
        if (VersionTwoFields.FirstOrDefault(name => root.TryGetProperty(name, out _)) is { } later)
        {
            throw new GoldenFormatException(later, "is a field of version 2, and the file says version 1.");
        }

        return new()
        {
            MaxRollback = SessionSettings.TurnLimit,
            MaxTurns = SessionSettings.TurnLimit,
            CloseTruncated = GoldenField.Flag(root, "close_truncated", "close_truncated"),
        };
    }

    private static SessionSettings Settings(JsonElement root)
    {
        if (root.TryGetProperty("close_truncated", out _))
        {
            throw new GoldenFormatException("close_truncated", "is a field of version 1; version 2 has it in its settings.");
        }

        try
        {
            return SessionSettingsJson.Read(GoldenField.Object(root, "settings", "settings"));
        }
        catch (MessageException wrong)
        {
            throw new GoldenFormatException("settings", wrong.Message, wrong);
        }
    }

    private static GoldenSessionRecord ReadRecord(JsonElement root, ImmutableArray<GoldenTurn> turns)
    {
        var record = GoldenField.Object(root, "recorded", "recorded");
        return new(
            GoldenField.Text(record, "session_id", "recorded.session_id") is { Length: 32 } id && id.All(char.IsAsciiHexDigitLower)
                ? id
                : throw new GoldenFormatException("recorded.session_id", "must be 32 lower-case hexadecimal digits."),
            GoldenField.Digest(record, "genesis", "recorded.genesis"),
            GoldenField.Digest(record, "tip", "recorded.tip"),
            GoldenField.Int32(record, "active", "recorded.active") is var active && active >= -1 && active < turns.Length
                ? active >= 0 ? active : null
                : throw new GoldenFormatException("recorded.active", $"must be the sequence of one of the {turns.Length} turns, or -1 for none."));
    }

    private static ImmutableArray<GoldenTurn> CheckTurns(ImmutableArray<GoldenTurn> turns, SessionSettings settings, bool isRecorded)
    {
        if (turns.IsEmpty || turns.Length > settings.MaxTurns)
        {
            throw new GoldenFormatException("turns", turns.IsEmpty ? "must have at least one turn." : $"has {turns.Length} turns; the session may have {settings.MaxTurns}.");
        }

        // Half of a record would be neither restored nor computed.
        var odd = turns.Index().Where(turn => turn.Item.Recorded is null == isRecorded).Select(turn => (int?)turn.Index).FirstOrDefault();
        return odd is { } index
            ? throw new GoldenFormatException($"turns[{index}].recorded", isRecorded ? "is missing, and the session has a record." : "is there, and the session has no record.")
            : turns;
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
