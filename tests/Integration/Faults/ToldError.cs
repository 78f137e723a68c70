using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faults;

/// <summary>How a client is told that its turn failed: by the answer's status, or by the last event of a stream that has begun.</summary>
internal sealed record ToldError(bool IsInStream, int Status, string Code, string? RetryAfter)
{
    public static ToldError Of(HttpAnswer answer)
    {
        var events = answer.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain("data: [DONE]", events);
        var isInStream = answer.Headers["content-type"] == "text/event-stream";
        var json = isInStream ? JsonElement.Parse(events[^1]["data: ".Length..]) : answer.Json;
        return new(
            isInStream,
            (int)answer.Status,
            json.GetProperty("error").GetProperty("code").GetString()!,
            answer.Headers.GetValueOrDefault("retry-after"));
    }
}
