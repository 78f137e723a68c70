namespace Tito.Engines.Http;

/// <summary>A call that asks an engine to give requests up.</summary>
/// <param name="Path">The path, with its slash.</param>
/// <param name="Body">A JSON value.</param>
internal sealed record AbortCall(string Path, ReadOnlyMemory<byte> Body);
