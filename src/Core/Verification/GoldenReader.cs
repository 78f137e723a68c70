using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Reads golden trajectories.</summary>
public static class GoldenReader
{
    /// <summary>The largest file that is read or written, in bytes: 512 MiB.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    // A body may nest 64 levels; in the file its messages lie a few levels deeper.
    private const int MaxDepth = 80;

    private static readonly string[] VersionTwoFields = ["settings", "recorded"];

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="GoldenFormatException">It is not a golden trajectory of a version that this release reads.</exception>
    public static GoldenTrajectory Read(ReadOnlyMemory<byte> utf8)
    {
        var root = Parse(utf8);
        if (root["format"].Text() != GoldenTrajectory.FormatName)
        {
            throw root["format"].Refusal($"must be \"{GoldenTrajectory.FormatName}\".");
        }

        var version = root["version"].Int32();
        if (version is not (GoldenTrajectory.LinearVersion or GoldenTrajectory.CurrentVersion))
        {
            throw root["version"].Refusal(
                $"the file has version {version}; this release reads {GoldenTrajectory.LinearVersion} and "
                + $"{GoldenTrajectory.CurrentVersion}.");
        }

        var turns = root["turns"].Items().Select(turn => GoldenTurnReader.Read(turn, version)).ToImmutableArray();
        var settings = version == GoldenTrajectory.LinearVersion ? LinearSettings(root) : Settings(root);
        var expected = root["expected"].Present;
        return new()
        {
            Family = root["family"].Text(),
            OpenedAt = root["opened_at"].Time(),
            Settings = settings,
            Recorded = root["recorded"].Present is { } record ? ReadRecord(record.Object(), turns) : null,
            Turns = CheckTurns(turns, settings, root["recorded"].Present is not null),
            Genesis = expected?["genesis"].Digest(),
            Tip = expected?["digest"].Digest(),
            Mismatches = expected is { } verdict ? [.. verdict["mismatches"].Items().Select(type => type.Word<MismatchType>())] : null,
        };
    }

    private static JsonPlace Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var root = StrictJson.Parse(utf8.Span, MaxDepth);
            return root.ValueKind == JsonValueKind.Object
                ? GoldenField.Root(root)
                : throw new GoldenFormatException("$", "must be a JSON object.");
        }
        catch (JsonException broken)
        {
            throw new GoldenFormatException("$", broken.Message, broken);
        }
    }

    /// <summary>Version 1 says only one thing of the session: it is linear with the strict matcher, and any rollback was allowed.</summary>
    private static SessionSettings LinearSettings(JsonPlace root)
    {
        if (VersionTwoFields.FirstOrDefault(name => root[name].Found is not null) is { } later)
        {
            throw root[later].Refusal("is a field of version 2, and the file says version 1.");
        }

        return SessionSettings.Earlier with
        {
            MaxRollback = SessionSettings.TurnLimit,
            MaxTurns = SessionSettings.TurnLimit,
            OnPromptInputs = PromptInputsRule.Ignore,
            Unended = root["close_truncated"].Present?.Flag() == true ? UnendedTurns.RunOnCloseLength : UnendedTurns.RunOn,
        };
    }

    private static SessionSettings Settings(JsonPlace root)
    {
        if (root["close_truncated"].Found is { } earlier)
        {
            throw earlier.Refusal("is a field of version 1; version 2 has it in its settings.");
        }

        var settings = root["settings"].Object();
        try
        {
            return SessionSettingsJson.ReadStored(settings.Json);
        }
        catch (MessageException wrong)
        {
            throw settings.Refusal(wrong.Message, wrong);
        }
    }

    private static GoldenTrajectory.SessionRecord ReadRecord(JsonPlace record, ImmutableArray<GoldenTurn> turns) => new(
        record["session_id"].Text() is var id && SessionId.IsId(id)
            ? id
            : throw record["session_id"].Refusal($"must be {SessionId.Rule}."),
        record["genesis"].Digest(),
        record["tip"].Digest(),
        record["active"].Int32() is var active && active >= -1 && active < turns.Length
            ? active >= 0 ? active : null
            : throw record["active"].Refusal($"must be the sequence of one of the {turns.Length} turns, or -1 for none."));

    private static ImmutableArray<GoldenTurn> CheckTurns(ImmutableArray<GoldenTurn> turns, SessionSettings settings, bool isRecorded)
    {
        if (turns.IsEmpty || turns.Length > settings.MaxTurns)
        {
            throw new GoldenFormatException(
                "turns",
                turns.IsEmpty
                    ? "must have at least one turn."
                    : $"has {turns.Length} turns; the session may have {settings.MaxTurns}.");
        }

        // Half of a record would be neither restored nor computed.
        var odd = turns.Index().Where(turn => turn.Item.Recorded is null == isRecorded).Select(turn => (int?)turn.Index).FirstOrDefault();
        return odd is { } index
            ? throw new GoldenFormatException(
                $"turns[{index}].recorded",
                isRecorded
                    ? "is missing, and the session has a record."
                    : "is there, and the session has no record.")
            : turns;
    }
}
