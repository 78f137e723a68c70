namespace Tito.Functions.Durable;

/// <summary>The name of a parked turn. Its request is in the journal: a history is no place for megabytes.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="Key">The turn's idempotency key.</param>
public sealed record TurnTicket(string SessionId, string Key);
