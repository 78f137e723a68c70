using System.Globalization;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Storage.Rows;

/// <summary>Heads as columns, the same in every store. docs/journal.md has them for people.</summary>
internal static class HeadColumns
{
    /// <summary>
    /// The version of the head row that this release writes. Version 1 had no column <c>format</c>, and none after <c>tip</c>.
    /// </summary>
    public const int Format = 2;

    /// <summary>
    /// The number of open intents of a head of version 1, which does not say it: whoever reads the head has to count them.
    /// </summary>
    public const int NotCounted = -1;

    /// <summary>The column of the reward: a text, because no two stores and no seal have the same fractions.</summary>
    public const string Reward = "reward";

    /// <summary>A reward as rows keep it: the shortest text that reads back as the same float64; null for none.</summary>
    public static string? RewardText(double? reward) => reward?.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Puts a head into a row.</summary>
    public static void Write(IDictionary<string, object?> row, SessionHead head)
    {
        row["format"] = Format;
        row["family"] = head.Family;
        row["settings"] = SessionSettingsJson.ToText(head.Settings);
        row["genesis"] = head.Genesis.ToByteArray();
        row["created_at"] = RowTime.Text(head.CreatedAt);
        row["turn_count"] = head.TurnCount;
        row["version"] = head.Version;
        row["tip"] = head.Tip.ToByteArray();
        row["active"] = head.Active ?? -1;
        row["last_used_at"] = RowTime.Text(head.LastUsedAt);
        row["open_intents"] = head.OpenIntents;
        row["intent_count"] = head.IntentCount;
        row["closed_at"] = head.ClosedAt is { } closedAt ? RowTime.Text(closedAt) : null;
        row[Reward] = RewardText(head.Reward);
    }

    /// <summary>The head of a row.</summary>
    /// <exception cref="JournalCorruptException">
    /// Something other than a journal changed the row, or it is of a version that this release does not know.
    /// </exception>
    public static SessionHead Read(StoredRow row)
    {
        var format = row.Int32OrNull("format") ?? 1;
        var turnCount = row.Int32("turn_count");
        var head = new SessionHead
        {
            SessionId = row.SessionId,
            Family = row.Text("family"),
            Settings = ReadSettings(row),
            Genesis = row.Digest("genesis"),
            CreatedAt = row.Time("created_at"),
            TurnCount = turnCount,
            Version = row.Int64("version"),
            Tip = row.Digest("tip"),
            Active = turnCount > 0 ? turnCount - 1 : null,
            LastUsedAt = row.Time("created_at"),
            OpenIntents = NotCounted,
            IntentCount = row.Int32OrNull("intent_count"),
        };
        return format switch
        {
            1 => head,
            Format => head with
            {
                Active = row.Int32("active") is >= 0 and var active ? active : null,
                LastUsedAt = row.Time("last_used_at"),
                OpenIntents = row.Int32("open_intents"),
                ClosedAt = row.TimeOrNull("closed_at"),
                Reward = ReadReward(row),
            },
            _ => throw row.Corrupt($"it has format {format}; this release reads formats 1 to {Format}."),
        };
    }

    private static double? ReadReward(StoredRow row) => row.TextOrNull(Reward) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var reward) && double.IsFinite(reward) ? reward
        : throw row.Corrupt($"its {Reward} is not a number.");

    private static SessionSettings ReadSettings(StoredRow row)
    {
        try
        {
            return SessionSettingsJson.ReadStored(JsonElement.Parse(row.Text("settings")));
        }
        catch (Exception broken) when (broken is JsonException or MessageException)
        {
            throw row.Corrupt($"its settings cannot be read: {broken.Message}", broken);
        }
    }
}
