namespace Tito.Server.Wire;

/// <summary>How a request says that it would rather be answered later (RFC 7240, section 4.1).</summary>
internal static class PreferHeader
{
    /// <summary>The header of requests.</summary>
    public const string Name = "Prefer";

    /// <summary>The header of answers that did as they were asked.</summary>
    public const string Applied = "Preference-Applied";

    /// <summary>The preference.</summary>
    public const string RespondAsync = "respond-async";

    /// <summary>Whether the request has the preference, whatever others it has; a preference that is not known here is ignored.</summary>
    /// <remarks>RFC 7240, section 2: preferences are parted by commas, in one header or several, each before its parameters.</remarks>
    public static bool AsksForLater(HttpRequest request) => request.Headers[Name]
        .SelectMany(line => (line ?? "").Split(','))
        .Any(preference => preference.Split(';')[0].Trim().Equals(RespondAsync, StringComparison.OrdinalIgnoreCase));
}
