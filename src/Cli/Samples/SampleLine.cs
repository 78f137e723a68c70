using System.Text.Json;

namespace Tito.Cli.Samples;

/// <summary>A line of a server's <c>GET /samples</c>.</summary>
internal static class SampleLine
{
    // What a turn was asked for nests as deep as a request's body may, and stands some levels down in a line.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is no JSON: it was cut off, or somebody else wrote it.</exception>
    public static JsonElement Parse(string line) => JsonElement.Parse(line, Options);

    /// <summary>The session that a line is of.</summary>
    public static string SessionOf(JsonElement line) => line.GetProperty("session_id").GetString()!;
}
