using System.Globalization;

namespace Tito.Core.Journals;

/// <summary>Stored rows contradict each other: the session cannot be trusted and is not served.</summary>
/// <param name="sessionId">The session.</param>
/// <param name="row">The row in which the contradiction was seen.</param>
/// <param name="message">What contradicts what.</param>
/// <param name="cause">The failure underneath, where there is one.</param>
public sealed class JournalCorruptException(string sessionId, string row, string message, Exception? cause = null)
    : Exception($"Session {sessionId}, row {row}: {message}", cause)
{
    /// <summary>The session whose rows contradict each other.</summary>
    public string SessionId { get; } = sessionId;

    /// <summary>The row in which the contradiction was seen, as <c>turn-00000003</c>.</summary>
    public string Row { get; } = row;

    /// <summary>The sequence of the turn whose row that is; null where the row is not a turn's.</summary>
    public int? Turn { get; } = row.StartsWith(TurnRow.NamePrefix, StringComparison.Ordinal)
        && int.TryParse(row.AsSpan(TurnRow.NamePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;
}
