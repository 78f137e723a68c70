using System.Text;
using System.Text.Json;

namespace Tito.Replay.Told;

/// <summary>The data of server-sent events, as a client reads them.</summary>
/// <remarks>WHATWG, HTML, server-sent events; of its fields, <c>data</c> alone says something here.</remarks>
internal static class EventFrames
{
    private const string Prefix = "data: ";

    /// <summary>The events' data in order, with null for OpenAI's <c>[DONE]</c>.</summary>
    public static IEnumerable<JsonElement?> Read(ReadOnlyMemory<byte> body)
    {
        foreach (var line in Encoding.UTF8.GetString(body.Span).Split('\n'))
        {
            if (line.StartsWith(Prefix, StringComparison.Ordinal))
            {
                yield return line[Prefix.Length..] is "[DONE]" ? null : JsonElement.Parse(line[Prefix.Length..]);
            }
        }
    }
}
