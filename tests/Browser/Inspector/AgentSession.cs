using System.Globalization;
using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Inspector;

/// <summary>A server with one session of an agent: 40 turns in the shown conversation, 31 thousand tokens, and a retry of the last turn.</summary>
public sealed class AgentSession : IAsyncLifetime
{
    internal const int TurnCount = 40;

    private TestServer _server = null!;

    internal Uri Root => _server.Root;

    internal string Id { get; private set; } = "";

    /// <summary>The page's path.</summary>
    internal string View => $"sessions/{Id}/view";

    internal SessionClient Client() => new(Root, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        var engine = new ScriptedEngine(ServedModel.Tokenizer);
        _server = await TestServer.StartAsync(new VaryingEngine(engine), ends);
        using var client = new SessionClient(_server.Root, ends);
        Id = await client.OpenAsync();
        var talk = new Conversation().System("You are a careful engineer. Read before you write.").User("Find out why the cache loses entries, and mend it.");
        for (var turn = 0; turn < TurnCount; turn++)
        {
            var isLast = turn == TurnCount - 1;
            var (text, message) = isLast ? Answer() : Call(turn);
            engine.Parses(text, message);
            var answer = await client.TakeAsync(Id, talk.BodyWithTools());
            if (isLast)
            {
                break;
            }

            talk.Assistant(answer.Json.GetProperty("choices")[0].GetProperty("message")).Tool(Result(turn));
        }

        var (again, said) = Answer("The lock is taken too late in `put`; I moved it up, and the test holds.");
        engine.Parses(again, said);
        await client.TakeAsync(Id, talk.BodyWithTools());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>What the tool says to a turn's call, as a program lists a file.</summary>
    internal static string Result(int turn) => string.Join('\n', Enumerable.Range(1, 28).Select(line => string.Create(
        CultureInfo.InvariantCulture, $"src/cache/part_{turn:00}.py:{line + (turn * 28)}:     entry_{line} = self._entries.get(key_{line})")));

    private static (string Text, string Message) Answer(string say = "The eviction ran without the lock. It is mended, and the test holds.") =>
        (say, new JsonObject { ["role"] = "assistant", ["content"] = say }.ToJsonString());

    private static (string Text, string Message) Call(int turn)
    {
        var say = turn == 0 ? "Let me look at the first file." : $"That was part {turn - 1}; the entries are read without the lock. On with part {turn}.";
        var arguments = $$"""{"path": "src/cache/part_{{turn:00}}.py"}""";
        var call = new JsonObject { ["name"] = "read_file", ["arguments"] = arguments };
        return (
            $"{say}\n<tool_call>\n{{\"name\": \"read_file\", \"arguments\": {arguments}}}\n</tool_call>",
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = say,
                ["tool_calls"] = new JsonArray(new JsonObject { ["id"] = $"call_{turn}", ["type"] = "function", ["function"] = call }),
            }.ToJsonString());
    }
}
