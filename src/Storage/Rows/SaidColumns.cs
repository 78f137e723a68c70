using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Storage.Rows;

/// <summary>What was said of a session or a turn as columns, the same in every store; a part that was not said has none.</summary>
internal static class SaidColumns
{
    private const string Metadata = "metadata";

    /// <summary>A text, because no two stores and no seal have the same fractions.</summary>
    private const string Reward = "reward";

    /// <summary>Puts it into a row; the reward as the shortest text that reads back as the same float64.</summary>
    public static void Write(IDictionary<string, object?> row, Annotation said)
    {
        row[Metadata] = said.Metadata?.ToText();
        row[Reward] = said.Reward?.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>What a row keeps of it; nothing in a row of an earlier release.</summary>
    /// <exception cref="Core.Journals.JournalCorruptException">Something other than a journal changed the row.</exception>
    public static Annotation Read(StoredRow row) => new(ReadMetadata(row), ReadReward(row));

    private static Labels? ReadMetadata(StoredRow row)
    {
        try
        {
            return row.TextOrNull(Metadata) is { } text ? Labels.Read(StrictJson.Parse(text)) : null;
        }
        catch (Exception broken) when (broken is JsonException or MessageException)
        {
            throw row.Corrupt($"its {Metadata} cannot be read: {broken.Message}", broken);
        }
    }

    private static double? ReadReward(StoredRow row) => row.TextOrNull(Reward) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var reward) && double.IsFinite(reward) ? reward
        : throw row.Corrupt($"its {Reward} is not a number.");
}
