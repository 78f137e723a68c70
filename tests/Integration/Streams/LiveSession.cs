using Tito.Core.Journals;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Streams;

/// <summary>A session on a server whose engine samples while a test looks.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    private readonly TempFolder _data = new();
    private TestServer _server = null!;

    private LiveSession(StreamingEngine engine) => Engine = engine;

    public static CancellationToken Ends => TestContext.Current.CancellationToken;

    public StreamingEngine Engine { get; }

    public SessionClient Client { get; private set; } = null!;

    public string Id { get; private set; } = "";

    public Uri Root => _server.Root;

    public static async Task<LiveSession> OpenAsync(string settings = "", TimeProvider? clock = null, StreamingEngine? engine = null)
    {
        var session = new LiveSession(engine ?? new());
        session._server = clock is null
            ? await TestServer.StartAsync(session.Engine, Ends)
            : await TestServer.StartAsync(session.Engine, session._data, clock, Ends);
        session.Client = new(session.Root, Ends);
        session.Id = await session.Client.OpenAsync(settings);
        return session;
    }

    public async Task<JournaledSession> LoadAsync() => (await _server.Journal.LoadAsync(Id, Ends))!;

    public Task<StreamReader> StreamAsync(string? key = null, string? body = null) =>
        StreamReader.OpenAsync(Root, Id, body ?? Body(stream: true), key, Ends);

    public Task<HttpAnswer> AskAsync(string? key = null, string? body = null) =>
        key is null ? Client.ChatAsync(Id, body ?? Body()) : Client.ChatAsync(Id, body ?? Body(), ("Idempotency-Key", key));

    public static string Body(bool stream = false, string fields = "") =>
        $"{{{fields}{new Conversation().User("u").BodyWithTools(stream)[1..]}";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _data.Dispose();
    }
}
