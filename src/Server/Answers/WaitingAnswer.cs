using System.Globalization;
using Tito.Server.Wire;

namespace Tito.Server.Answers;

/// <summary>The answer for a turn that is not there yet: 202, with where to look for it and when.</summary>
internal static class WaitingAnswer
{
    /// <summary>How many times a client should look at a turn while that doubles its age.</summary>
    private const int LooksAnAge = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Writes the answer.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="key">The turn's key.</param>
    /// <param name="isUnderWay">Whether somebody is working on it; else its request waits in the journal.</param>
    /// <param name="since">When the request was parked or sent.</param>
    public static async Task WriteAsync(HttpContext context, string key, bool isUnderWay, DateTimeOffset since)
    {
        var id = context.SessionId();
        var location = TurnLocation.Of(context.Request, id, key);
        var wait = (context.Part<TimeProvider>().GetUtcNow() - since) / LooksAnAge;
        var seconds = Math.Max(1, (int)(wait < LongestWait ? wait : LongestWait).TotalSeconds);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = location;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteString("key", key);
        json.WriteString("state", isUnderWay ? "under_way" : "parked");
        json.WriteString("since", since);
        json.WriteString("location", location);
        json.WriteEndObject();
    }
}
