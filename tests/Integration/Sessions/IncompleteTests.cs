using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A session never looks complete by what it leaves out.</summary>
public sealed class IncompleteTests
{
    [Fact]
    public async Task View_OfATurnThatWasCutOff_NamesItAndItsReason()
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.IsCutOffAfter("a1 goes on and");
        await session.TakeAsync(new Conversation().User("u"));

        var page = await session.ViewAsync();

        Assert.Equal("incomplete", page.State);
        Assert.Equal("""[{"turn":0,"finish_reason":"length"}]""", page.Status.GetProperty("unfinished").GetRawText());
    }

    [Fact]
    public async Task Samples_OfASessionWithALostTurn_SaySoInTheMetadata()
    {
        var ends = TestContext.Current.CancellationToken;
        var clock = new FakeTimeProvider(new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));
        using var data = new TempFolder();
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1"), data, clock, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await client.OpenAsync();
        await client.TakeAsync(session, new Conversation().User("u").Body());
        await server.Journal.BeginAsync(session, Lost(clock.GetUtcNow()), ends);
        clock.Advance(TimeSpan.FromMinutes(1));

        var samples = await client.PostAsync($"sessions/{session}/samples", "");

        Assert.Contains(
            """"status":{"state":"incomplete","pending":[],"dangling":[{"key":"lost","parent":0,"turn_count":1,"request_digest":"0000"""", samples.Text, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"aborted\"", samples.Text, StringComparison.Ordinal);
        Assert.Contains("\"started_at\":\"2026-11-25T09:00:00+00:00\",\"expires_at\":\"2026-11-25T09:01:00+00:00\"", samples.Text, StringComparison.Ordinal);
    }

    private static TurnIntent Lost(DateTimeOffset now) => new()
    {
        Key = "lost",
        IsGenerated = false,
        AttemptId = "1",
        RequestDigest = default,
        Parent = 0,
        TurnCount = 1,
        StartedAt = now,
        ExpiresAt = now.AddMinutes(1),
    };
}
