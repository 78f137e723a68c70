using System.Text.Json;

namespace Tito.Simulation.Wires;

/// <summary>A wire format: how a request for a completion is read, and how what is wrong is written.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface ICompletionWire
{
    /// <summary>The path that clients post to.</summary>
    string Path { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="body">Any JSON value.</param>
    /// <exception cref="WireRefusal">The engine refuses it.</exception>
    WireRequest Read(JsonElement body);

    /// <summary>Writes an error: a body, or a frame in the middle of a stream.</summary>
    void WriteError(Utf8JsonWriter json, int status, string message);
}
