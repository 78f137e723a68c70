namespace Tito.Core.Journals;

/// <summary>
/// The state of a session's turns that a writer has seen and must still find when it commits. It recurs only where nothing has changed.
/// </summary>
/// <param name="TurnCount">The number of committed turns, 0 or more.</param>
/// <param name="Active">The sequence of the active turn, or null for none.</param>
public readonly record struct Fence(int TurnCount, int? Active);
