using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Transfer;

/// <summary>Sessions of every shape that a journal can hold, taken over HTTP; each gives the id of its session.</summary>
internal static class SessionScripts
{
    /// <summary>A linear session with two retries, one of them word for word, and a turn behind nothing but the last answer.</summary>
    public static async Task<string> TakeLinearAsync(SessionClient client)
    {
        var session = await client.OpenAsync("""{"max_rollback":3}""");
        var talk = Question();
        talk.GoOn(await client.TakeAsync(session, talk.BodyWithTools()));
        var second = talk.BodyWithTools();
        talk.GoOn(await client.TakeAsync(session, second));
        await client.TakeAsync(session, talk.BodyWithTools());

        // Three turns are left behind, and the engine samples for the same prompt what it sampled before.
        talk = Question().GoOn(await client.TakeAsync(session, Question().BodyWithTools()));
        var answer = await client.TakeAsync(session, second);
        await client.TakeAsync(session, talk.Assistant(Message(answer)).BodyWithTools());
        return session;
    }

    /// <summary>A tree with a second root, a branch, a retry that came to the very same messages, and a turn behind it.</summary>
    public static async Task<string> TakeTreeAsync(SessionClient client)
    {
        var session = await client.OpenAsync("""{"policy":"tree","max_turns":50}""");
        var talk = Question();
        var first = await client.TakeAsync(session, talk.BodyWithTools());
        var second = talk.GoOn(first).BodyWithTools();
        await client.TakeAsync(session, second);
        var retried = await client.TakeAsync(session, second);
        await client.TakeAsync(session, talk.GoOn(retried).BodyWithTools());
        await client.TakeAsync(session, Question().Assistant(Message(first)).User("Never mind the tools. 👋").BodyWithTools());
        await client.TakeAsync(session, new Conversation().User("Another root.").Body());
        await client.TakeAsync(session, Question().Assistant(Message(first)).BodyWithTools());
        return session;
    }

    /// <summary>A linear session that goes on behind turns which ended by length.</summary>
    public static async Task<string> TakeCutOffAsync(SessionClient client)
    {
        var session = await client.OpenAsync("""{"close_truncated":true}""");
        var talk = Question();
        for (var turn = 0; turn < 3; turn++)
        {
            var body = $$"""{"messages":{{talk.Messages.GetRawText()}},"max_tokens":{{5 + turn}},"temperature":1.50}""";
            talk.Assistant(Message(await client.TakeAsync(session, body))).User("Go on.");
        }

        return session;
    }

    /// <summary>A session whose client writes the arguments of tool calls anew, which its matcher forgives.</summary>
    public static async Task<string> TakeLooseAsync(SessionClient client)
    {
        var session = await client.OpenAsync("""{"policy":"tree","matcher":"loose_tool_call"}""");
        var talk = Question();
        var message = JsonObject.Create(Message(await client.TakeAsync(session, talk.BodyWithTools())))!;
        foreach (var function in message["tool_calls"]!.AsArray().Select(call => call!["function"]!))
        {
            var arguments = JsonNode.Parse(function["arguments"]!.GetValue<string>())!;
            function["arguments"] = $" {arguments.ToJsonString(new() { WriteIndented = true })} ";
        }

        talk.Assistant(JsonElement.Parse(message.ToJsonString())).Tool("22 °C");
        await client.TakeAsync(session, talk.BodyWithTools());
        return session;
    }

    /// <summary>A tree in which a turn was sampled behind one root, while an equal root was committed that its request would find now.</summary>
    public static async Task<string> TakeRaceAsync(ScriptedSession server)
    {
        var session = await server.Client.OpenAsync("""{"policy":"tree"}""");
        var gate = new EngineGate();
        server.Script.Says("a");
        await server.Client.TakeAsync(session, new Conversation().User("u").Body());
        server.Script.Says("b", gate).Says("a");
        var late = server.Client.TakeAsync(session, new Conversation().User("u").Assistant("a").User("v").Body());
        await gate.Arrived;
        await server.Client.TakeAsync(session, new Conversation().User("u").Body());
        gate.Open();
        await late;
        return session;
    }

    private static Conversation Question() => new Conversation().System("Be brief.").User("What is the weather in Zürich?");

    private static JsonElement Message(HttpAnswer answer) => answer.Json.GetProperty("choices")[0].GetProperty("message");
}
