namespace Tito.Functions.Durable;

/// <summary>
/// The input of both operations of a session's entity. An object, because the worker gives no bare time of an operation.
/// </summary>
/// <param name="At">When the alarm rings, or for when it was set.</param>
public sealed record AlarmTime(DateTimeOffset At);
