using System.Text.Json;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Faces;

/// <summary>A wire format that clients speak.</summary>
/// <remarks>Implementations are immutable and thread-safe, and know nothing of HTTP but the route.</remarks>
public interface IFace
{
    /// <summary>The name by which stored requests know the face: it never changes.</summary>
    string Name { get; }

    /// <summary>The route below a session's URL, without a slash before it: <c>v1/chat/completions</c>, for example.</summary>
    string Route { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="body">A JSON value without duplicate keys; its document must outlive what is returned.</param>
    /// <param name="rules">What the operator chose; null for <see cref="FaceRules.Default"/>.</param>
    /// <exception cref="Core.Messages.MessageException">It is not of the face's form; it names the field.</exception>
    IFaceRequest Read(JsonElement body, FaceRules? rules = null);

    /// <summary>
    /// Whether a text of a request is taken as it is spelled and never decoded, so that an escape in it may spell half a character.
    /// </summary>
    /// <param name="place">Where it stands: <c>messages[1].content[0].input.city</c>, for example.</param>
    bool IsSpared(string place) => false;

    /// <summary>The place of a problem in a request by the face's own names, or null where it has none.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="request">The request as it was read; null where it was not, or where it is of another route.</param>
    string? ParamOf(Problem problem, IFaceRequest? request);

    /// <summary>The problem of a turn by the face's own names: the clients of engines name fields as OpenAI's chat API does.</summary>
    Problem InOwnWords(Problem problem) => problem;

    /// <summary>Writes the whole answer of a committed turn without its request: the same bytes as that writes.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="echo">
    /// What the answer repeats of the request, as <see cref="IFaceRequest.Turn"/> had it; null where it was not kept, and then what the
    /// turn says itself takes its place.
    /// </param>
    /// <param name="rules">What the operator chose; null for <see cref="FaceRules.Default"/>.</param>
    void WriteAnswer(Utf8JsonWriter json, Turn turn, string? echo, FaceRules? rules = null);

    /// <summary>Writes an error in the face's shape.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="error">What went wrong.</param>
    void WriteError(Utf8JsonWriter json, FaceError error);
}
