using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>An open session on a server whose engine answers from a script.</summary>
internal sealed class ScriptedSession : IAsyncDisposable
{
    private readonly TestServer _server;

    private ScriptedSession(ScriptedEngine script, SwitchedEngine engine, RecordingEngine recording, TestServer server)
    {
        (Script, Engine, Recording, _server) = (script, engine, recording, server);
        Client = new(server.Root, TestContext.Current.CancellationToken);
    }

    public ScriptedEngine Script { get; }

    /// <summary>What the server takes for its engine; plays the script until it is switched.</summary>
    public SwitchedEngine Engine { get; }

    public RecordingEngine Recording { get; }

    public SessionClient Client { get; }

    public IJournal Journal => _server.Journal;

    public Uri Root => _server.Root;

    public string Id { get; private set; } = "";

    /// <summary>The prompts that the engine got, as text.</summary>
    public ImmutableArray<string> Prompts =>
        [.. Recording.Requests.Select(request => ServedModel.Tokenizer.Decode(request.Prompt.Ids.AsSpan(), skipSpecialTokens: false))];

    public static Task<ScriptedSession> OpenAsync(params ReadOnlySpan<string> answers) =>
        OpenAsync(new ScriptedEngine(ServedModel.Tokenizer).Says(answers), TestServer.Options);

    /// <summary>A session of one conversation.</summary>
    public static Task<ScriptedSession> OpenLinearAsync(params ReadOnlySpan<string> answers) =>
        OpenAsync(new ScriptedEngine(ServedModel.Tokenizer).Says(answers), TestServer.Options, """{"policy":"linear"}""");

    public static async Task<ScriptedSession> OpenAsync(ScriptedEngine script, ServerOptions options, string settings = "")
    {
        var engine = new SwitchedEngine(script);
        var recording = new RecordingEngine(engine);
        var server = await TestServer.StartAsync(recording, ServedModel.Qwen3, options, TestContext.Current.CancellationToken);
        var session = new ScriptedSession(script, engine, recording, server);
        session.Id = await session.Client.OpenAsync(settings);
        return session;
    }

    /// <summary>Takes a turn, which must succeed.</summary>
    public Task<HttpAnswer> TakeAsync(Conversation talk) => Client.TakeAsync(Id, talk.Body());

    /// <summary>Asks for a turn.</summary>
    public Task<HttpAnswer> ChatAsync(string body, params ReadOnlySpan<(string Name, string Value)> headers) => Client.ChatAsync(Id, body, headers);

    public Task<SessionPage> ViewAsync() => Client.ViewAsync(Id);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
