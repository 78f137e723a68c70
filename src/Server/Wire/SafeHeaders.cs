namespace Tito.Server.Wire;

/// <summary>
/// What every answer tells a browser: take it as what it says it is, give it to no other page, and tell nobody its address.
/// </summary>
internal static class SafeHeaders
{
    /// <summary>Writes the headers.</summary>
    public static void Write(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
