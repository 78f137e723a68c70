namespace Tito.Core.Journals;

/// <summary>Names a parked turn.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="Key">The turn's key.</param>
public readonly record struct ParkedName(string SessionId, string Key);
