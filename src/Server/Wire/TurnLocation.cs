using Tito.Core.Messages;

namespace Tito.Server.Wire;

/// <summary>Where a turn is looked for by its key.</summary>
internal static class TurnLocation
{
    /// <summary>The path, below the prefix of the request.</summary>
    public static string Of(HttpRequest request, string sessionId, string key) =>
        $"{request.PathBase.ToUriComponent()}/sessions/{sessionId}/turns/{Uri.EscapeDataString(key)}";

    /// <summary>Refuses a key that no path can name: proxies and hosts read <c>%2F</c> each in their way.</summary>
    /// <exception cref="MessageException">It holds a slash or a percent sign, or is one or two dots.</exception>
    public static void Check(string key)
    {
        if (key is "." or ".." || key.AsSpan().ContainsAny('/', '%'))
        {
            throw new MessageException(
                AttemptHeaders.Key, "must not be . or .. and have no / and no % where the answer comes later: it is part of a path.");
        }
    }
}
