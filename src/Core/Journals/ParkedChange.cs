namespace Tito.Core.Journals;

/// <summary>The change of a parked turn's row in a step.</summary>
/// <param name="Key">The turn's key.</param>
/// <param name="Row">The row afterwards; null where it goes.</param>
public sealed record ParkedChange(string Key, ParkedTurn? Row);
