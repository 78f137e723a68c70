using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>Parked turns whose every field is known.</summary>
internal static class Parked
{
    public static readonly DateTimeOffset At = Intents.Start.AddMinutes(30);

    /// <summary>A body of a client, parked under a key.</summary>
    public static ParkedTurn Of(string key, string body = "body") => Of(key, System.Text.Encoding.UTF8.GetBytes(body));

    public static ParkedTurn Of(string key, byte[] body) => new()
    {
        Key = key,
        RequestDigest = Digest.Of(body),
        Face = "openai-chat",
        Agent = "title",
        Line = new("ses_1", "ses_0", LineKind.Compaction),
        Body = body,
        ParkedAt = At,
    };
}
