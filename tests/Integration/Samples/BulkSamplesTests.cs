using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Tito.Core.Tokens;
using Tito.Server.Access;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>The samples of many sessions in one answer: which sessions, in which order, and what stands for one that has none.</summary>
public sealed class BulkSamplesTests : IDisposable
{
    private readonly ScriptedEngine _engine = new ScriptedEngine(ServedModel.Tokenizer).Says("one").Says("two").Says("three").Says("four");
    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Collect_OfManySessions_HasALineForEachWithWhatItsOwnRouteSays()
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"c"}""");
        await OpenAsync(client, "b", """{"id":"b","group":"g/1","metadata":{"task":"Zürich"}}""");
        await OpenAsync(client, "a", """{"id":"a"}""");
        await client.PostAsync("sessions/b/close", """{"reward":0.25}""");

        var answer = await client.GetAsync("samples");

        Assert.Equal("application/x-ndjson", answer.Headers["content-type"]);
        var lines = Lines(answer);
        Assert.Equal(["a", "b", "c"], Ids(lines));
        Assert.Equal("""{"end":{"sessions":3,"samples":2,"failed":0,"next_after":null}}""", lines[^1].GetRawText());
        foreach (var line in lines[..^1])
        {
            client.Headers.Accept.ParseAdd("application/json");
            var alone = await client.PostAsync($"sessions/{line.GetProperty("session_id").GetString()}/samples", "{}");
            Assert.All(alone.Json.EnumerateObject(), member =>
                Assert.Equal(member.Value.GetRawText(), line.GetProperty(member.Name).GetRawText()));
        }

        Assert.Equal(["complete", "complete", "empty"], lines[..^1].Select(line => line.GetProperty("state").GetString()));
        Assert.Equal("no_records", lines[2].GetProperty("empty_reason").GetString());
        Assert.False(lines[0].TryGetProperty("group", out _));
        Assert.Equal(("g/1", 0.25), (lines[1].GetProperty("group").GetString(), lines[1].GetProperty("reward").GetDouble()));
        var sample = lines[1].GetProperty("samples")[0];
        Assert.Equal(0.25, sample.GetProperty("reward").GetDouble());
        Assert.Equal("""{"group":"g/1","metadata":{"task":"Zürich"}}""", sample.GetProperty("metadata").GetProperty("tito_session").GetRawText());
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("samples")[0].GetProperty("reward").ValueKind);
        Assert.False(lines[0].GetProperty("samples")[0].GetProperty("metadata").TryGetProperty("tito_session", out _));
    }

    [Fact]
    public async Task Collect_WithFilters_TakesWhatHasThemAll()
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await OpenAsync(client, "a", """{"id":"a","group":"g"}""");
        await OpenAsync(client, "b", """{"id":"b","group":"h"}""");
        await client.OpenAsync("""{"id":"c","group":"g"}""");
        await client.PostAsync("sessions/b/close", "");
        await client.PostAsync("sessions/c/close", "{}");
        var closed = (await client.PostAsync("sessions/b/close", "")).Json.GetProperty("closed_at").GetString()!;

        await ExpectAsync("", "a", "b", "c");
        await ExpectAsync("?state=complete", "a", "b");
        await ExpectAsync("?state=empty,complete", "a", "b", "c");
        await ExpectAsync("?state=pending");
        await ExpectAsync("?closed=true", "b", "c");
        await ExpectAsync("?closed=false", "a");
        await ExpectAsync("?group=g", "a", "c");
        await ExpectAsync("?group=g&state=complete&closed=false", "a");
        await ExpectAsync("?group=none");
        await ExpectAsync("?after=a", "b", "c");
        await ExpectAsync($"?since={Uri.EscapeDataString(closed)}", "b", "c");
        await ExpectAsync("?since=2999-01-01T00:00:00Z");
        await client.OpenAsync("""{"id":"d","metadata":{"epoch":"3","a=b &":"x/y"},"reward":-0.5}""");
        await client.OpenAsync("""{"id":"e","metadata":{"epoch":"3","empty":""}}""");
        await client.PostAsync("sessions/e/close", """{"reward":0.25,"metadata":{"epoch":"4"}}""");
        await ExpectAsync("?metadata.epoch=3", "d");
        await ExpectAsync("?metadata.epoch=4", "e");
        await ExpectAsync("?metadata.empty=", "e");
        await ExpectAsync("?metadata.a%3Db%20%26=x%2Fy", "d");
        await ExpectAsync("?metadata.epoch=3&metadata.empty=");
        await ExpectAsync("?reward_min=-0.5", "d", "e");
        await ExpectAsync("?reward_min=0", "e");
        await ExpectAsync("?reward_max=-5e-1", "d");
        await ExpectAsync("?reward_min=-0.5&reward_max=0.25&closed=true", "e");
        await client.DeleteAsync("sessions/d");
        await client.DeleteAsync("sessions/e");
        Assert.Equal("b", Lines(await client.GetAsync("samples?limit=2"))[^1].GetProperty("end").GetProperty("next_after").GetString());
        Assert.Equal(JsonValueKind.Null, Lines(await client.GetAsync("samples?limit=4"))[^1].GetProperty("end").GetProperty("next_after").ValueKind);

        async Task ExpectAsync(string query, params string[] ids) => Assert.Equal(ids, Ids(Lines(await client.GetAsync("samples" + query))));
    }

    [Theory]
    [InlineData("state=done", "state")]
    [InlineData("state=", "state")]
    [InlineData("state=complete,", "state")]
    [InlineData("state=complete&state=empty", "state")]
    [InlineData("closed=1", "closed")]
    [InlineData("group=a%20b", "group")]
    [InlineData("since=yesterday", "since")]
    [InlineData("since=2026-11-29", "since")]
    [InlineData("after=a/b", "after")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=100001", "limit")]
    [InlineData("max_seq_len=0", "max_seq_len")]
    [InlineData("max_seq_len=-1", "max_seq_len")]
    [InlineData("picker=best", "picker")]
    [InlineData("colour=blue", "colour")]
    [InlineData("metadata=x", "metadata")]
    [InlineData("metadata.=x", "metadata.")]
    [InlineData("metadata.k=a&metadata.k=b", "metadata.k")]
    [InlineData("reward_min=high", "reward_min")]
    [InlineData("reward_min=1e999", "reward_min")]
    [InlineData("reward_max=NaN", "reward_max")]
    [InlineData("reward_max=%221%22", "reward_max")]
    [InlineData("metadata.a=&metadata.b=&metadata.c=&metadata.d=&metadata.e=&metadata.f=&metadata.g=&metadata.h=&metadata.i=&metadata.j=&metadata.k=&metadata.l=&metadata.m=&metadata.n=&metadata.o=&metadata.p=&metadata.q=", "metadata.q")]
    public async Task Collect_WithAParameterThatThereIsNot_IsRefusedByName(string query, string param)
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);

        var answer = await client.GetAsync($"samples?{query}");

        Assert.Equal((400, "invalid_request"), answer.Error);
        Assert.Equal(param, answer.Param);
    }

    [Fact]
    public async Task Collect_WithOptionsOfTheSamples_HasThemForEachSession()
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await OpenAsync(client, "a", """{"id":"a","policy":"tree"}""");
        await client.TakeAsync("a", new Conversation().User("Another").Body());

        Assert.Equal(2, Lines(await client.GetAsync("samples?picker=all"))[0].GetProperty("samples").GetArrayLength());
        Assert.Equal(1, Lines(await client.GetAsync("samples?picker=latest"))[0].GetProperty("samples").GetArrayLength());
        Assert.Equal("all_truncated", Lines(await client.GetAsync("samples?max_seq_len=1"))[0].GetProperty("empty_reason").GetString());
    }

    [Fact]
    public async Task Collect_WhereASessionIsOfAnotherModelOrItsRowsAreBroken_NamesItsErrorAndGoesOn()
    {
        var file = _folder.File("sessions.db");
        await using var server = await TestServer.StartAsync(_engine, SqliteJournal.Open(file), Ends);
        using var client = new SessionClient(server.Root, Ends);
        await OpenAsync(client, "a", """{"id":"a"}""");
        await OpenAsync(client, "d", """{"id":"d"}""");
        var genesis = Digest.FromBytes(new byte[32]);
        await server.Journal.CreateAsync(
            new() { SessionId = "b", Family = "qwen3", Settings = new(), Genesis = genesis, Tip = genesis, CreatedAt = DateTimeOffset.UnixEpoch, LastUsedAt = DateTimeOffset.UnixEpoch }, Ends);
        await client.OpenAsync("""{"id":"c"}""");
        await using (var connection = new SqliteConnection($"Data Source={file}"))
        {
            await connection.OpenAsync(Ends);
            await using var command = new SqliteCommand("UPDATE sessions SET family = 'other' WHERE session_id = 'c'", connection);
            await command.ExecuteNonQueryAsync(Ends);
        }

        var lines = Lines(await client.GetAsync("samples"));

        Assert.Equal(["a", "b", "c", "d"], Ids(lines));
        Assert.Equal("session_not_found", lines[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("journal_corrupt", lines[2].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("""{"end":{"sessions":4,"samples":2,"failed":2,"next_after":null}}""", lines[^1].GetRawText());
    }

    [Fact]
    public async Task Collect_WithAKeyOfAName_HasItsOwnSessionsAlone()
    {
        var options = TestServer.Options with
        {
            NamedKeys =
            [
                new("a", AccessKey.Hash("key-a"), AccessScopes.Use | AccessScopes.Read),
                new("b", AccessKey.Hash("key-b"), AccessScopes.Use | AccessScopes.Read),
                new("u", AccessKey.Hash("key-u"), AccessScopes.Use),
                new("root", AccessKey.Hash("key-root"), AccessScopes.Admin),
            ],
        };
        await using var server = await TestServer.StartAsync(_engine, ServedModel.Qwen3, options, Ends);
        using var a = As(server, "key-a");
        using var b = As(server, "key-b");
        using var root = As(server, "key-root");
        await a.OpenAsync("""{"id":"1"}""");
        await b.OpenAsync("""{"id":"2"}""");
        await root.OpenAsync("""{"id":"3"}""");

        Assert.Equal(["1"], Ids(Lines(await a.GetAsync("samples"))));
        Assert.Equal(["2"], Ids(Lines(await b.GetAsync("samples"))));
        Assert.Equal(["1", "2", "3"], Ids(Lines(await root.GetAsync("samples"))));
        using var user = As(server, "key-u");
        Assert.Equal(403, (int)(await user.GetAsync("samples")).Status);
    }

    [Theory]
    [InlineData("""{"reward":"1"}""", "reward")]
    [InlineData("""{"reward":1e999}""", "reward")]
    [InlineData("""{"rewards":1}""", "rewards")]
    [InlineData("[]", "body")]
    public async Task Close_WithSomethingElseThanAReward_IsRefusedByNameAndClosesNothing(string body, string param)
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        var answer = await client.PostAsync($"sessions/{session}/close", body);

        Assert.Equal(((400, "invalid_request"), param), (answer.Error, answer.Param));
        Assert.Null((await server.Journal.LoadAsync(session, Ends))!.Head.ClosedAt);
    }

    [Fact]
    public async Task View_OfASession_TellsWhatWasSaidOfItAndAsMuchOfItsRecordsAsIsAskedFor()
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var turn = await OpenAsync(client, "a", """{"id":"a","group":"g","metadata":{"k":"v"}}""");
        Assert.Equal(1.5, (await client.PostAsync("sessions/a/close", """{"reward":1.5}""")).Json.GetProperty("reward").GetDouble());

        var all = (await client.GetAsync("sessions/a")).Json;
        var summary = (await client.GetAsync("sessions/a?records=summary")).Json;
        var none = (await client.GetAsync("sessions/a?records=none")).Json;

        Assert.Equal("""["g",{"k":"v"},1.5]""", new JsonArray(
            [.. new[] { "group", "metadata", "reward" }.Select(name => JsonNode.Parse(all.GetProperty("metadata").GetProperty(name).GetRawText()))]).ToJsonString());
        Assert.True(JsonElement.DeepEquals(all.GetProperty("metadata"), none.GetProperty("metadata")));
        Assert.False(none.TryGetProperty("records", out _));
        var record = Assert.Single(summary.GetProperty("records").EnumerateArray());
        var origins = all.GetProperty("metadata").GetProperty("token_origins").EnumerateArray().ToDictionary(
            run => run.GetProperty("origin").GetString()!, run => run.GetProperty("count").GetInt32());
        Assert.Equal(turn.Json.GetProperty("id").GetString(), record.GetProperty("response_id").GetString());
        Assert.Equal(origins["prompt"], record.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(origins["model"], record.GetProperty("completion_tokens").GetInt32());
        Assert.Equal((0, "stop"), (record.GetProperty("turn").GetInt32(), record.GetProperty("finish_reason").GetString()));
        Assert.Equal("records", (await client.GetAsync("sessions/a?records=few")).Param);
    }

    private static async Task<HttpAnswer> OpenAsync(SessionClient client, string id, string settings)
    {
        await client.OpenAsync(settings);
        return await client.TakeAsync(id, new Conversation().User("Hello").Body());
    }

    private static SessionClient As(TestServer server, string key)
    {
        var client = new SessionClient(server.Root, Ends);
        client.Headers.Authorization = new("Bearer", key);
        return client;
    }

    private static JsonElement[] Lines(HttpAnswer answer)
    {
        Assert.Equal(200, (int)answer.Status);
        Assert.EndsWith("\n", answer.Text, StringComparison.Ordinal);
        return [.. answer.Text.TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line))];
    }

    private static IEnumerable<string?> Ids(JsonElement[] lines) => lines[..^1].Select(line => line.GetProperty("session_id").GetString());
}
