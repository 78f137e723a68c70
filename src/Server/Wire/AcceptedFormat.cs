using Microsoft.Net.Http.Headers;

namespace Tito.Server.Wire;

/// <summary>Which of the two formats a client asks for. Without a word it gets safetensors, as from the reference.</summary>
internal static class AcceptedFormat
{
    /// <summary>Whether the client names JSON, and does not prefer safetensors.</summary>
    public static bool IsJson(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(accepted, "application/json") is var json && json > 0 && json > Quality(accepted, "application/octet-stream");
    }

    /// <summary>Whether the client names HTML, and does not prefer JSON, as browsers do.</summary>
    public static bool IsHtml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(accepted, "text/html") is var html && html > 0 && html > Quality(accepted, "application/json");
    }

    private static double Quality(IList<MediaTypeHeaderValue> accepted, string mediaType) => accepted
        .Where(value => value.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        .Select(value => value.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
