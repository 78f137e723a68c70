using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Server.Wire;

namespace Tito.Tests.Integration.Sessions;

/// <summary>What is said of completions that became no turn.</summary>
public sealed class StatusJsonTests
{
    /// <summary>The first attempt lost its tokens to the room that an intent has, the second one did not.</summary>
    [Fact]
    public void Write_OfAbortedAttempts_SaysOfEachWhetherItsTokensAreKept()
    {
        var noon = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
        var intent = new TurnIntent
        {
            Key = "k",
            IsGenerated = false,
            AttemptId = "a",
            RequestDigest = default,
            Parent = null,
            TurnCount = 0,
            StartedAt = noon,
            ExpiresAt = noon,
            Aborted = AbortedCompletions.None.Add(new(60_000, null, "v1", noon)).Add(new(2, TokenSegment.Sampled([7, 8], [-1f, -1f]), null, noon)),
        };
        var status = new SessionStatus(SessionState.Complete, [], [], [], [], [new(intent, IsMissing: false)]);

        var written = JsonElement.Parse(JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            StatusJson.Write(json, status);
            json.WriteEndObject();
        }).Span);

        Assert.Equal(
            """[{"tokens":60000,"kept":false,"weight_version":"v1","ended_at":"2026-11-29T12:00:00+00:00"},{"tokens":2,"kept":true,"weight_version":null,"ended_at":"2026-11-29T12:00:00+00:00"}]""",
            written.GetProperty("status").GetProperty("aborted")[0].GetProperty("attempts").GetRawText());
    }
}
