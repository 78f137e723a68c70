using Tito.Faces;
using Tito.Server.Options;

namespace Tito.Server.Wire;

/// <summary>The faces' rules for the session that a request is about.</summary>
internal static class SessionFaceRules
{
    /// <summary>What the operator chose, with the session's seals.</summary>
    public static FaceRules Of(HttpContext context) => Of(context.Part<ServerOptions>(), context.SessionId());

    /// <summary>The same without a request at hand.</summary>
    public static FaceRules Of(ServerOptions options, string sessionId) => options.FaceRules with { Seal = options.Seals.For(sessionId) };
}
