using System.Net;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Verification;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.Deferred;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The published worker with the real extension of Durable Functions over Azurite.</summary>
[Collection(PublishedApp.Name)]
public sealed class DurableTests(PublishedApp app)
{
    private static readonly (string, string) Async = ("Prefer", "respond-async");

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static string Body => new Conversation().User("What is the weather in Zürich?").BodyWithTools();

    [Fact]
    public async Task Turn_AskedForLater_IsTakenByItsOrchestrationAndIsTheReplaysBytes()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var server = await DurableServer.StartAsync(app, Engine(simulation.BaseAddress));
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        var parked = await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));

        Assert.Equal((202, $"/api/sessions/{session}/turns/k"), ((int)parked.Status, parked.Headers["location"]));
        await server.Host.EndsAsync(Orchestration(session, "k"), "Completed", Ends);
        var told = await client.GetAsync($"sessions/{session}/turns/k");
        Assert.Equal((200, "0"), ((int)told.Status, told.Headers["x-tito-turn"]));
        Assert.Equal((await client.ChatAsync(session, Body, ("Idempotency-Key", "k"))).Text, told.Text);
        Assert.Equal("complete", (await client.ViewAsync(session)).State);
        Assert.Empty(RowVerifier.Verify((await server.Journal.ReadRowsAsync(session, Ends))!, ServedModel.Qwen3.Genesis).Disagreements);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "kills")]
    public async Task Hub_WhenItIsDeletedInMidTurn_IsMissedByNobody()
    {
        await using var engine = await SteppedEngine.StartAsync(Ends);
        await using var server = await DurableServer.StartAsync(app, Engine(engine.BaseAddress), ("engine-timeout", "2"), ("engine-patience", "0"));
        var host = server.Host;
        string session;
        using (var client = new SessionClient(server.Root, Ends))
        {
            session = await client.OpenAsync();
            await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));
            await engine.SampleAsync(4, Ends);

            await host.KillBothAsync(Ends);
            Assert.True(await host.Hub.DeleteAsync(Ends) > 0);
            await host.StartAgainAsync(Ends);
            Assert.Null(await host.StatusAsync(Orchestration(session, "k"), Ends));
        }

        // A look is all that it takes: the journal has the request.
        using var later = new SessionClient(server.Root, Ends);
        var told = await engine.Clock.UntilAsync(later.UntilAsync(session, "k", Ends));

        Assert.Equal((200, "0"), ((int)told.Status, told.Headers["x-tito-turn"]));
        Assert.Single((await later.ViewAsync(session)).Records);
        await server.Journal.UntilNothingWaitsAsync(Ends);
        Assert.Empty(RowVerifier.Verify((await server.Journal.ReadRowsAsync(session, Ends))!, ServedModel.Qwen3.Genesis).Disagreements);
    }

    /// <summary>Also by the first request that a fresh worker gets, whose session nobody has opened.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("v1/messages", """{"model":"m","max_tokens":64,"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("v1/responses", """{"model":"m","input":"Hi"}""")]
    public async Task Session_ThatIsOpened_HasAnEntityThatIsArmedForTheEndOfItsTime(string route, string body)
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var server = await DurableServer.StartAsync(app, Engine(simulation.BaseAddress), ("session-ttl", "3600"), ("implicit-sessions", "header"));
        using var client = new SessionClient(server.Root, Ends);

        var session = route.Length == 0 ? await client.OpenAsync() : "implicit";
        if (route.Length > 0)
        {
            client.Headers.Add("x-tito-session", session);
            var taken = await client.PostAsync(route, body);
            Assert.True((int)taken.Status == 200, taken.Text);
        }

        string? state;
        while ((state = await server.Host.EntityAsync("SessionEntity", session, Ends)) is null)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), Ends);
        }

        var armed = JsonElement.Parse(state);
        var opened = (await server.Journal.FindHeadAsync(session, Ends))!.CreatedAt;
        Assert.InRange(armed.GetProperty("ArmedUntil").GetDateTimeOffset() - opened, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.True(armed.GetProperty("Opened").GetDateTimeOffset() >= opened);
        Assert.False(armed.GetProperty("Closing").GetBoolean());
    }

    [Fact]
    public async Task Session_WhoseTimeIsOver_LeavesNoEntity()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var server = await DurableServer.StartAsync(app, Engine(simulation.BaseAddress), ("session-ttl", "2"));
        using var client = new SessionClient(server.Root, Ends);

        var session = await client.OpenAsync();

        while (await server.Journal.FindHeadAsync(session, Ends) is not null || await server.Host.EntityAsync("SessionEntity", session, Ends) is not null)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), Ends);
        }
    }

    [Fact]
    public async Task Session_WhoseHeadIsDamaged_HasItsAlarmGivenUpAndIsLeftToTheSweep()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var server = await DurableServer.StartAsync(app, Engine(simulation.BaseAddress), ("session-ttl", "2"));
        using var client = new SessionClient(server.Root, Ends);
        string session;
        do
        {
            session = await client.OpenAsync();
        }
        while (!await TryDamageAsync(server.Table, session));

        var failed = $"The alarm of session {session} failed; ";
        string? log;
        while (!(log = await server.Host.LogAsync(Ends))!.Contains(failed, StringComparison.Ordinal))
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), Ends);
        }

        Assert.Contains(failed + "the sweep looks at it.", log, StringComparison.Ordinal);
        while (await server.Host.EntityAsync("SessionEntity", session, Ends) is not null)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), Ends);
        }
    }

    /// <summary>18 shards of 25 trajectories, two batches: the first file is larger than any golden file may be, so that reading its shard fails each time.</summary>
    [Fact]
    public async Task Run_WithAShardThatKeepsFailing_SetsItAsideAndIsClosedOnce()
    {
        const int shards = 18;
        using var corpus = new TempFolder();
        await using (var large = File.Create(corpus.File("000.json")))
        {
            large.SetLength(GoldenReader.MaxBytes + 1);
        }

        foreach (var number in Enumerable.Range(1, (shards * 25) - 1))
        {
            File.Copy(Repository.PathTo("tests/Golden/corpus/trajectories/100-weather-and-shell.json"), corpus.File($"{number:d3}.json"));
        }

        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var server = await DurableServer.StartAsync(app, Engine(simulation.BaseAddress), ("verify-corpus", corpus.Path));
        using var client = new SessionClient(server.Root, Ends);

        var started = await client.PostAsync("verifications", "");
        Assert.True(started.Status == HttpStatusCode.Accepted, started.Text + await server.Host.LogAsync(Ends));
        var run = started.Json.GetProperty("run_id").GetString()!;
        await server.Host.EndsAsync($"verification-{run}", "Completed", Ends);

        var told = (await client.GetAsync($"verifications/{run}")).Json;
        Assert.Equal("closed", told.GetProperty("state").GetString());
        var counts = told.GetProperty("shards");
        Assert.Equal(
            (shards, shards - 1, 1),
            (counts.GetProperty("count").GetInt32(), counts.GetProperty("green").GetInt32(), counts.GetProperty("set_aside").GetInt32()));
        var aside = told.GetProperty("results")[0];
        Assert.Equal("set_aside", aside.GetProperty("outcome").GetString());
        Assert.Contains("000.json has 536870913 bytes", aside.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Night_WhenItsTimerIsDueTwice_IsOneRun()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var server = await DurableServer.StartAsync(app, Engine(simulation.BaseAddress));
        using var client = new SessionClient(server.Root, Ends);

        foreach (var night in (string[])["once", "again"])
        {
            Assert.True(await server.Host.TickAsync("NightlyVerification", Ends) == "Success", $"{night}: {await server.Host.LogAsync(Ends)}");
        }

        var run = Assert.Single((await client.GetAsync("verifications")).Json.GetProperty("verifications").EnumerateArray());
        Assert.Equal("nightly", run.GetProperty("trigger").GetString());
        await server.Host.EndsAsync($"verification-{run.GetProperty("run_id").GetString()}", "Completed", Ends);
    }

    /// <summary>Damages a session's head, unless its time was over before: a slow machine takes longer.</summary>
    private static async Task<bool> TryDamageAsync(TableClient table, string session)
    {
        try
        {
            await table.UpdateEntityAsync(new TableEntity(session, "head") { ["turn_count"] = 7 }, ETag.All, TableUpdateMode.Merge, Ends);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == (int)HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static string Engine(Uri address) => $"sglang+{address.AbsoluteUri}";

    /// <summary>As docs/durable.md says: the digest is SHA-256 of the key, its first 16 bytes.</summary>
    private static string Orchestration(string session, string key) =>
        $"turn-{session}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))[..32]}";
}
