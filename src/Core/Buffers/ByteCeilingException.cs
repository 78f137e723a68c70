namespace Tito.Core.Buffers;

/// <summary>There is no room for more bytes now.</summary>
/// <param name="message">Which bytes, and how many there are; one sentence.</param>
public sealed class ByteCeilingException(string message) : Exception(message);
