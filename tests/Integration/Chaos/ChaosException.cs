namespace Tito.Tests.Integration.Chaos;

/// <summary>Something that must not happen did.</summary>
/// <param name="message">What, with the session, the key and the turn where there are any.</param>
internal sealed class ChaosException(string message) : Exception(message);
