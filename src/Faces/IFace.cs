using System.Text.Json;
using Tito.Core.Problems;

namespace Tito.Faces;

/// <summary>A wire format that clients speak.</summary>
/// <remarks>Implementations are immutable and thread-safe, and know nothing of HTTP but the route.</remarks>
public interface IFace
{
    /// <summary>The face's name in what is stored and told: <c>openai-chat</c>, for example.</summary>
    string Name { get; }

    /// <summary>The route below a session's URL, without a slash before it: <c>v1/chat/completions</c>, for example.</summary>
    string Route { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="body">A JSON value without duplicate keys; its document must outlive what is returned.</param>
    /// <exception cref="Core.Messages.MessageException">It is not of the face's form; it names the field.</exception>
    IFaceRequest Read(JsonElement body);

    /// <summary>The place of a problem in a request by the face's own names, or null where it has none.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="request">The request as it was read; null where it was not, or where it is of another route.</param>
    string? ParamOf(Problem problem, IFaceRequest? request);

    /// <summary>Writes an error in the face's shape.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="error">What went wrong.</param>
    void WriteError(Utf8JsonWriter json, FaceError error);
}
