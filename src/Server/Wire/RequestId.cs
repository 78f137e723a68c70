namespace Tito.Server.Wire;

/// <summary>The id of a request, by which its answer and the log know it: the client's own where it sent one.</summary>
internal static class RequestId
{
    private const string OpenAi = "x-request-id";
    private const string Anthropic = "request-id";
    private const int MaxLength = 128;

    /// <summary>Says the id in the answer's headers, by both names under which clients' libraries look for it.</summary>
    public static void Write(HttpContext context)
    {
        var given = context.Request.Headers[OpenAi].ToString();
        var id = IsId(given) ? given : context.TraceIdentifier;
        context.TraceIdentifier = id;
        context.Response.Headers[OpenAi] = id;
        context.Response.Headers[Anthropic] = id;
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or ':');
}
