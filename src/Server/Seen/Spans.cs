using System.Diagnostics;

namespace Tito.Server.Seen;

/// <summary>The spans of ours: the engine's and the store's part in a request, which the web server's own span encloses.</summary>
internal static class Spans
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "Tito";

    /// <summary>Begins spans where somebody listens.</summary>
    public static ActivitySource Source { get; } = new(SourceName);
}
