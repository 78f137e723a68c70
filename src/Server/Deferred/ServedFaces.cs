using System.Collections.Immutable;
using Tito.Faces;
using Tito.Faces.OpenAiChat;

namespace Tito.Server.Deferred;

/// <summary>The faces by the names under which stored requests know them.</summary>
internal static class ServedFaces
{
    private static readonly ImmutableArray<IFace> All = [OpenAiChatFace.Instance];

    /// <summary>The face of a name, or null when this release has none of it.</summary>
    public static IFace? Find(string name) => All.FirstOrDefault(face => face.Name == name);
}
