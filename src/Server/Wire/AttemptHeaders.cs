using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Server.Wire;

/// <summary>How a request says which turn it asks for again.</summary>
internal static class AttemptHeaders
{
    /// <summary>The client's key, as in the draft of the HTTP working group (draft-ietf-httpapi-idempotency-key-header).</summary>
    public const string Key = "Idempotency-Key";

    /// <summary>How often OpenAI's client libraries, except .NET's, have sent this body already; they send no key by themselves.</summary>
    public const string RetryCount = "x-stainless-retry-count";

    /// <summary>Says that the answer is an earlier attempt's.</summary>
    public const string Replayed = "idempotent-replayed";

    /// <summary>Reads the headers.</summary>
    /// <exception cref="MessageException">The key is empty, too long or not visible ASCII, or there are several.</exception>
    public static Attempt Read(HttpRequest request)
    {
        var keys = request.Headers[Key];
        return keys.All(key => TurnIntent.IsKey(key ?? "")) && keys.Count <= 1
            ? new(Guid.NewGuid().ToString("N"), keys, IsRetry(request))
            : throw new MessageException(Key, $"must be given once, with 1 to {TurnIntent.MaxKeyLength} characters of visible ASCII.");
    }

    private static bool IsRetry(HttpRequest request) =>
        int.TryParse(request.Headers[RetryCount], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0;
}
