using System.Text.Json;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>What is said of turns and sessions for a trainer: by headers, after a turn, at the opening and the close.</summary>
public sealed class AnnotationTests
{
    private readonly ScriptedEngine _engine = new ScriptedEngine(ServedModel.Tokenizer).Says("one").Says("two").Says("three");

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_OfWhichSomethingIsSaid_HasItInViewsAndWithItsTokensInSamples()
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var before = DateTimeOffset.UtcNow;
        await client.OpenAsync("""{"id":"a","metadata":{"epoch":"3"},"reward":0.125}""");
        var talk = new Conversation().User("Hello");
        var first = await client.ChatAsync("a", talk.Body()[..^1] + ",\"temperature\":0.5,\"seed\":7}", ("x-tito-reward", "-0.5"), ("x-tito-metadata", """{"stufe":"f\u00fcnf"}"""));
        var second = await client.TakeAsync("a", talk.GoOn(first).Body());
        await client.TakeAsync("a", talk.GoOn(second).Body());

        var byId = await client.PostAsync($"sessions/a/turns/{second.Json.GetProperty("id").GetString()}/annotate", """{"reward":1,"metadata":{"k":"v"}}""");
        var byNumber = await client.PostAsync("sessions/a/turns/1/annotate", """{"reward":0.75}""");

        Assert.Equal((200, 200), ((int)byId.Status, (int)byNumber.Status));
        Assert.Equal(
            $$"""{"session_id":"a","turn":1,"response_id":"{{second.Json.GetProperty("id").GetString()}}","metadata":{"k":"v"},"reward":0.75}""", byNumber.Text);
        var view = (await client.GetAsync("sessions/a?records=summary")).Json;
        const string Said = """[{"turn":0,"metadata":{"stufe":"fünf"},"reward":-0.5},{"turn":1,"metadata":{"k":"v"},"reward":0.75}]""";
        Assert.Equal(Said, view.GetProperty("metadata").GetProperty("annotations").GetRawText());
        Assert.Equal([-0.5, 0.75, null], view.GetProperty("records").EnumerateArray().Select(record => record.TryGetProperty("reward", out var reward) ? reward.GetDouble() : (double?)null));

        client.Headers.Accept.ParseAdd("application/json");
        var sample = (await client.PostAsync("sessions/a/samples", """{"metadata":{"lifecycle":1,"tito_turns":1,"mine":1}}""")).Json.GetProperty("samples")[0];
        var metadata = sample.GetProperty("metadata");
        var turns = metadata.GetProperty("tito_turns").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2], turns.Select(turn => turn.GetProperty("turn").GetInt32()));
        Assert.Equal([-0.5, 0.75, null], turns.Select(turn => turn.TryGetProperty("reward", out var reward) ? reward.GetDouble() : (double?)null));
        Assert.Equal("fünf", turns[0].GetProperty("metadata").GetProperty("stufe").GetString());
        Assert.Equal((0.125, 1), (sample.GetProperty("reward").GetDouble(), metadata.GetProperty("mine").GetInt32()));
        Assert.Equal(new[] { ("temperature", "0.5"), ("seed", "7") }, turns[0].GetProperty("sampling").EnumerateObject().Where(field => field.Name is "temperature" or "seed").Select(field => (field.Name, field.Value.GetRawText())));

        // The spans are the mask: nothing else of it is 1.
        var mask = sample.GetProperty("loss_mask").EnumerateArray().Select(bit => bit.GetInt32()).ToArray();
        var prompt = sample.GetProperty("tokens").GetArrayLength() - mask.Length;
        var spanned = new int[mask.Length];
        foreach (var turn in turns)
        {
            spanned.AsSpan((turn.GetProperty("start").GetInt32() - prompt)..(turn.GetProperty("end").GetInt32() - prompt)).Fill(1);
        }

        Assert.Equal(mask, spanned);
        AssertTimes(metadata, turns, before);
    }

    [Fact]
    public async Task Session_OfWhichSomethingIsSaidAtItsClose_HasItOverThatOfItsOpening()
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"a","metadata":{"epoch":"3","task":"t"},"reward":0.125}""");
        await client.TakeAsync("a", new Conversation().User("Hello").Body());

        var closed = (await client.PostAsync("sessions/a/close", """{"metadata":{"epoch":"4","judge":"j"}}""")).Json;
        var again = (await client.PostAsync("sessions/a/close", """{"reward":1}""")).Json;

        const string Metadata = """{"epoch":"4","judge":"j","task":"t"}""";
        Assert.Equal((Metadata, "0.125"), (closed.GetProperty("metadata").GetRawText(), closed.GetProperty("reward").GetRawText()));
        Assert.Equal((Metadata, "1"), (again.GetProperty("metadata").GetRawText(), again.GetProperty("reward").GetRawText()));
        var listed = (await client.GetAsync("sessions?metadata.epoch=4&metadata.task=t&reward_min=1&reward_max=1")).Json.GetProperty("sessions")[0];
        Assert.Equal((Metadata, "1"), (listed.GetProperty("metadata").GetRawText(), listed.GetProperty("reward").GetRawText()));
        client.Headers.Accept.ParseAdd("application/json");
        var sample = (await client.PostAsync("sessions/a/samples", "{}")).Json.GetProperty("samples")[0];
        Assert.Equal(Metadata, sample.GetProperty("metadata").GetProperty("tito_session").GetProperty("metadata").GetRawText());
        Assert.Equal(closed.GetProperty("closed_at").GetRawText(), sample.GetProperty("metadata").GetProperty("tito_times").GetProperty("closed_at").GetRawText());
    }

    [Theory]
    [InlineData("x-tito-reward", "high")]
    [InlineData("x-tito-reward", "\"1\"")]
    [InlineData("x-tito-reward", "null")]
    [InlineData("x-tito-reward", "1e999")]
    [InlineData("x-tito-reward", "NaN")]
    [InlineData("x-tito-metadata", "k=v")]
    [InlineData("x-tito-metadata", "[]")]
    [InlineData("x-tito-metadata", """{"k":1}""")]
    [InlineData("x-tito-metadata", """{"k":"v","k":"w"}""")]
    [InlineData("x-tito-metadata", """{"":"v"}""")]
    public async Task Turn_WithAHeaderThatSaysNeither_IsRefusedByNameAndNotTaken(string header, string value)
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        var answer = await client.ChatAsync(session, new Conversation().User("Hello").Body(), (header, value));

        Assert.Equal(((400, "invalid_request"), header), (answer.Error, answer.Param));
        Assert.Equal(0, (await server.Journal.LoadAsync(session, Ends))!.Head.Version);
    }

    [Theory]
    [InlineData("a", "0", """{"reward":"1"}""", 400, "invalid_request", "reward")]
    [InlineData("a", "0", """{"metadata":{"k":1}}""", 400, "invalid_request", "metadata.k")]
    [InlineData("a", "0", """{"score":1}""", 400, "invalid_request", "score")]
    [InlineData("a", "0", "{}", 400, "invalid_request", "body")]
    [InlineData("a", "0", """{"reward":null}""", 400, "invalid_request", "body")]
    [InlineData("a", "0", "[]", 400, "invalid_request", "body")]
    [InlineData("a", "1", """{"reward":1}""", 404, "turn_not_found", "turn")]
    [InlineData("a", "-1", """{"reward":1}""", 404, "turn_not_found", "turn")]
    [InlineData("a", "99999999999", """{"reward":1}""", 404, "turn_not_found", "turn")]
    [InlineData("a", "chatcmpl-other", """{"reward":1}""", 404, "turn_not_found", "turn")]
    [InlineData("b", "0", """{"reward":1}""", 404, "session_not_found", null)]
    public async Task Annotate_WithSomethingElse_IsRefusedByNameAndKeepsNothing(string session, string turn, string body, int status, string code, string? param)
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"a"}""");
        await client.TakeAsync("a", new Conversation().User("Hello").Body());
        var before = (await server.Journal.LoadAsync("a", Ends))!.Head;

        var answer = await client.PostAsync($"sessions/{session}/turns/{turn}/annotate", body);

        Assert.Equal(((status, code), param), (answer.Error, answer.Param));
        Assert.Equal(before, (await server.Journal.LoadAsync("a", Ends))!.Head);
    }

    [Theory]
    [InlineData("""{"reward":"1"}""", "reward")]
    [InlineData("""{"reward":1e999}""", "reward")]
    [InlineData("""{"metadata":{"k":1}}""", "metadata.k")]
    public async Task Open_WithSomethingElse_IsRefusedByName(string body, string param)
    {
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);

        var answer = await client.PostAsync("sessions", body);

        Assert.Equal(((400, "invalid_request"), param), (answer.Error, answer.Param));
    }

    [Fact]
    public async Task Turn_ThatIsAnsweredLater_KeepsWhatItsRequestSaid()
    {
        ThisProcess.Only("nothing here takes what the worker's Durable Functions would");
        await using var server = await TestServer.StartAsync(_engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"a"}""");

        var parked = await client.ChatAsync("a", new Conversation().User("Hello").Body(), ("Prefer", "respond-async"), ("Idempotency-Key", "k"), ("x-tito-reward", "2"));

        Assert.Equal(202, (int)parked.Status);
        while ((int)(await client.GetAsync("sessions/a/turns/k")).Status == 202)
        {
            await Task.Yield();
        }

        Assert.Equal("""[{"turn":0,"reward":2}]""", (await client.GetAsync("sessions/a?records=none")).Json.GetProperty("metadata").GetProperty("annotations").GetRawText());
    }

    /// <summary>A title is asked for after the task, and is there before it.</summary>
    [Fact]
    public async Task Samples_WhoseFirstRequestIsDoneLast_SayWhenItWasAsked()
    {
        var gate = new EngineGate();
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Says("slow", gate).Says("fast");
        var task = session.ChatAsync(new Conversation().User("task").Body());
        await gate.Arrived;
        Assert.Equal("0", (await session.ChatAsync(new Conversation().User("title").Body())).Headers["x-tito-turn"]);
        gate.Open();
        Assert.Equal("1", (await task).Headers["x-tito-turn"]);

        session.Client.Headers.Accept.ParseAdd("application/json");
        var samples = (await session.Client.PostAsync($"sessions/{session.Id}/samples", "{}")).Json.GetProperty("samples");

        var metadata = samples.EnumerateArray().Select(sample => sample.GetProperty("metadata")).ToList();
        var asked = metadata.Select(sample => Assert.Single(sample.GetProperty("tito_turns").EnumerateArray()))
            .ToDictionary(turn => turn.GetProperty("turn").GetInt32(), turn => turn.GetProperty("requested_at").GetDateTimeOffset());
        Assert.True(asked[1] < asked[0]);
        Assert.All(metadata, sample => Assert.Equal(asked[1], sample.GetProperty("tito_times").GetProperty("first_turn_at").GetDateTimeOffset()));
    }

    /// <summary>As Miles has them (<c>miles/utils/lifecycle.py</c>): seconds since 1970, the end of the turn before, the place on the path.</summary>
    private static void AssertTimes(JsonElement metadata, List<JsonElement> turns, DateTimeOffset before)
    {
        var cycle = metadata.GetProperty("lifecycle").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2], cycle.Select(segment => segment.GetProperty("turn").GetInt32()));
        var last = (before - DateTimeOffset.UnixEpoch).TotalSeconds;
        foreach (var (index, segment) in cycle.Index())
        {
            Assert.Equal(index > 0, segment.TryGetProperty("prev_t1", out var previous));
            Assert.Equal(last, index > 0 ? previous.GetDouble() : last);
            Assert.InRange(segment.GetProperty("req_ts").GetDouble(), last, segment.GetProperty("t0").GetDouble());
            Assert.InRange(segment.GetProperty("t1").GetDouble(), segment.GetProperty("t0").GetDouble(), (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds);
            last = segment.GetProperty("t1").GetDouble();
            Assert.Equal(last, (turns[index].GetProperty("completed_at").GetDateTimeOffset() - DateTimeOffset.UnixEpoch).TotalSeconds);
        }

        var times = metadata.GetProperty("tito_times");
        Assert.InRange(times.GetProperty("opened_at").GetDateTimeOffset(), before, times.GetProperty("first_turn_at").GetDateTimeOffset());
        Assert.Equal(turns[0].GetProperty("requested_at").GetRawText(), times.GetProperty("first_turn_at").GetRawText());
        Assert.Equal(JsonValueKind.Null, times.GetProperty("closed_at").ValueKind);
    }
}
