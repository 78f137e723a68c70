using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Storage.Azure;

/// <summary>The head row of a session, whose ETag every change has to name.</summary>
/// <param name="Head">What it says of the session.</param>
/// <param name="CreatedBy">The id of the write that created the session.</param>
/// <param name="DeletedBy">The id of the write that deleted it, or null: the rest of its rows is being removed.</param>
/// <param name="ETag">The row's state as it was read.</param>
internal sealed record HeadEntity(SessionHead Head, string CreatedBy, string? DeletedBy, ETag ETag)
{
    /// <summary>The row's key.</summary>
    public const string RowKey = "head";

    /// <summary>The head of a row.</summary>
    /// <exception cref="JournalCorruptException">The row was changed behind the journal's back.</exception>
    public static HeadEntity Read(StoredRow row) => new(
        new()
        {
            SessionId = row.SessionId,
            Family = row.Text("family"),
            Settings = ReadSettings(row),
            Genesis = row.Digest("genesis"),
            CreatedAt = row.Time("created_at"),
            TurnCount = row.Int32("turn_count"),
            Version = row.Int64("version"),
            Tip = row.Digest("tip"),
        },
        row.Text("created_by"),
        row.TextOrNull("deleted_by"),
        row.ETag);

    /// <summary>The row, sealed.</summary>
    public TableEntity ToRow() => RowSeal.Seal(new(Head.SessionId, RowKey)
    {
        ["family"] = Head.Family,
        ["settings"] = SessionSettingsJson.ToText(Head.Settings),
        ["genesis"] = Head.Genesis.ToByteArray(),
        ["created_at"] = Head.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["turn_count"] = Head.TurnCount,
        ["version"] = Head.Version,
        ["tip"] = Head.Tip.ToByteArray(),
        ["created_by"] = CreatedBy,
        ["deleted_by"] = DeletedBy,
    });

    private static SessionSettings ReadSettings(StoredRow row)
    {
        try
        {
            return SessionSettingsJson.Read(JsonElement.Parse(row.Text("settings")));
        }
        catch (Exception broken) when (broken is JsonException or MessageException)
        {
            throw row.Corrupt($"its settings cannot be read: {broken.Message}", broken);
        }
    }
}
