using Tito.Core.Trajectories;

namespace Tito.Storage.Rows;

/// <summary>The line that a request is of as a column, of intents and of what is parked; without a value where it names none.</summary>
internal static class LineColumn
{
    /// <summary>The column.</summary>
    public const string Name = "line";

    /// <summary>What it has.</summary>
    public static string? Text(SessionLine? line) => line is null ? null : SessionLineJson.ToText(line);

    /// <summary>The line of a row; null where it has none.</summary>
    /// <exception cref="Core.Journals.JournalCorruptException">Something other than a journal changed the row.</exception>
    public static SessionLine? Read(StoredRow row)
    {
        try
        {
            return row.TextOrNull(Name) is { } text ? SessionLineJson.OfText(text) : null;
        }
        catch (FormatException broken)
        {
            throw row.Corrupt($"its line cannot be read: {broken.Message}", broken);
        }
    }
}
