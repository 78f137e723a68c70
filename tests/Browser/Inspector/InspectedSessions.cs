using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Inspector;

/// <summary>A server with sessions of each kind, which tests only look at.</summary>
public sealed class InspectedSessions : IAsyncLifetime
{
    /// <summary>Breaks out of an element, an attribute, a comment, a style and a script, if anything lets it; the last part hides behind text direction.</summary>
    internal const string Hostile =
        "</span></div></main></style></script><script>window.ran=1</script><img src=x onerror=\"window.ran=2\">\" onfocus=\"window.ran=3\" autofocus x='<!-- &lt;b&gt; --> \u202Eevil\u0007";

    private TestServer _server = null!;

    /// <summary>The server's root.</summary>
    internal Uri Root => _server.Root;

    /// <summary>Turns 0, 1, 2, and 3 as a retry of 2. The message of turn 1 lost the line feed that its text ends with.</summary>
    internal string Linear { get; private set; } = "";

    /// <summary>Turns 0, 1 from the root too and cut off, 2 and 3 behind 0; a turn behind 0 was lost.</summary>
    internal string Tree { get; private set; } = "";

    /// <summary>One turn that says and answers <see cref="Hostile"/>.</summary>
    internal string Attacked { get; private set; } = "";

    /// <summary>One turn with more than 131,072 tokens; its message lost the line feed that its text ends with.</summary>
    internal string Long { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        var engine = new ScriptedEngine(ServedModel.Tokenizer);
        _server = await TestServer.StartAsync(engine, ends);
        using var client = new SessionClient(_server.Root, ends);
        Linear = await LinearAsync(client, engine);
        Tree = await TreeAsync(client, engine);
        await _server.Journal.BeginAsync(Tree, Lost(), ends);
        Attacked = await client.OpenAsync();
        engine.Says(Hostile);
        await client.TakeAsync(Attacked, new Conversation().User(Hostile).Body());
        Long = await client.OpenAsync();
        engine.SaysAndStrips("Done.\n");
        await client.TakeAsync(Long, new Conversation().User(string.Concat(Enumerable.Repeat("line of words\n", 32_768))).Body());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>A client of the server's routes.</summary>
    internal SessionClient Client() => new(Root, TestContext.Current.CancellationToken);

    private static async Task<string> LinearAsync(SessionClient client, ScriptedEngine engine)
    {
        var session = await client.OpenAsync("""{"policy":"linear"}""");
        engine.Says("<think>\nThe user wants the weather in Zürich. I look it up.\n</think>\n\nLet me look that up for you.");
        engine.SaysAndStrips("It is 21.5 °C in Zürich, with a light wind from the lake.\n").Says("Rain, 14 °C.").Says("Sunny again, 23 °C.");
        var talk = new Conversation().System("You are a weather assistant. Be brief.").User("What is the weather in Zürich?");
        talk.Assistant(Message(await client.TakeAsync(session, talk.Body()))).User("And what does it look like outside?");
        talk.Assistant(Message(await client.TakeAsync(session, talk.Body()))).User("And on Thursday?");
        await client.TakeAsync(session, talk.Body());
        await client.TakeAsync(session, talk.Body().Replace("Thursday", "Friday", StringComparison.Ordinal));
        return session;
    }

    private static JsonElement Message(HttpAnswer answer) => answer.Json.GetProperty("choices")[0].GetProperty("message");

    private static async Task<string> TreeAsync(SessionClient client, ScriptedEngine engine)
    {
        var session = (await client.PostAsync("sessions", """{"policy":"tree"}""")).Json.GetProperty("session_id").GetString()!;
        engine.Says("Answer one.").IsCutOffAfter("Answer two goes on and").Says("Answer three.").Says("Answer four.");
        await client.TakeAsync(session, new Conversation().User("Question one?").Body());
        await client.TakeAsync(session, new Conversation().User("Question two?").Body());
        await client.TakeAsync(session, new Conversation().User("Question one?").Assistant("Answer one.").User("Question three?").Body());
        await client.TakeAsync(session, new Conversation().User("Question one?").Assistant("Answer one.").User("Question four?").Body());
        return session;
    }

    /// <summary>A turn whose process went away long ago, under a key that is markup.</summary>
    private static TurnIntent Lost() => new()
    {
        Key = "<b>lost</b>",
        IsGenerated = false,
        AttemptId = "1",
        RequestDigest = default,
        Parent = 0,
        TurnCount = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(1),
    };
}
