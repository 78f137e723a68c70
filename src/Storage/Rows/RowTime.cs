using System.Globalization;

namespace Tito.Storage.Rows;

/// <summary>Times in rows: ISO 8601 with seven digits of a second and the offset.</summary>
internal static class RowTime
{
    /// <summary>The text of a time.</summary>
    public static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
