using System.Collections.Immutable;
using Tito.Faces;
using Tito.Faces.AnthropicMessages;
using Tito.Faces.OpenAiChat;
using Tito.Faces.OpenAiResponses;

namespace Tito.Server.Wire;

/// <summary>The faces that this server speaks, and which of them a request is for.</summary>
internal static class ServedFaces
{
    /// <summary>All of them; the first is that of the routes that no face has.</summary>
    public static ImmutableArray<IFace> All { get; } =
        [OpenAiChatFace.Instance, AnthropicMessagesFace.Instance, OpenAiResponsesFace.Instance];

    /// <summary>The face by whose name a stored request knows it, or null when this release has none of it.</summary>
    public static IFace? Find(string name) => All.FirstOrDefault(face => face.Name == name);

    /// <summary>The face of a request's route, whether or not anything answers there.</summary>
    public static IFace Of(HttpContext context) =>
        All.FirstOrDefault(face => context.Request.Path.Value?.Contains($"/{face.Route}", StringComparison.Ordinal) == true) ?? All[0];
}
