namespace Tito.Engines;

/// <summary>An engine answers, but cannot serve these sessions: another tokenizer, or none of the wires.</summary>
/// <param name="message">Which engine, and what is wrong.</param>
public sealed class EngineMismatchException(string message) : Exception(message);
