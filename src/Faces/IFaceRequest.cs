using System.Text.Json;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces;

/// <summary>A request that a face has read, and how its answer is told.</summary>
public interface IFaceRequest
{
    /// <summary>What the client asks for.</summary>
    TurnRequest Turn { get; }

    /// <summary>Whether the client wants server-sent events.</summary>
    bool IsStreamed { get; }

    /// <summary>Writes the whole answer of a committed turn. A retry has the same bytes, because it has the same source.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="turn">The turn.</param>
    void WriteAnswer(Utf8JsonWriter json, Turn turn);

    /// <summary>
    /// The <c>data</c> of the events that tell a committed turn, in order, without the prefix and the empty line of each.
    /// </summary>
    /// <param name="turn">The turn.</param>
    IEnumerable<ReadOnlyMemory<byte>> Events(Turn turn);
}
