namespace Tito.Core.Journals;

/// <summary>A place where what is stored of a session is not what its rows come to when they are computed again.</summary>
/// <param name="Turn">The turn's sequence; null where the place is not in a turn.</param>
/// <param name="Row">The row, as <c>turn-00000003</c>.</param>
/// <param name="What">The field or the level of append-only, as <c>digest</c> or <c>level 2</c>.</param>
/// <param name="Detail">Both sides, for people.</param>
public sealed record Disagreement(int? Turn, string Row, string What, string Detail);
