using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Turns;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Lines;

/// <summary>Requests that come once more and say nothing of it.</summary>
public sealed class RepeatTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedEngine _engine = new(ServedModel.Tokenizer);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("linear", "", false)]
    [InlineData("linear", ""","repeat":"regenerate" """, false)]
    [InlineData("linear", ""","repeat":"replay" """, true)]
    [InlineData("linear", ""","repeat":"anew" """, false)]
    [InlineData("tree", "", false)]
    [InlineData("tree", ""","repeat":"replay" """, true)]
    public async Task Chat_EqualToOneWhoseAnswerArrived_IsWhatTheSessionSays(string policy, string setting, bool isReplayed)
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync($$"""{"policy":"{{policy}}"{{setting}}}""");
        _engine.Says("a1", "a2");
        var first = await client.TakeAsync(session, Body());

        var second = await client.TakeAsync(session, Body());

        Assert.Equal(isReplayed, second.Headers.ContainsKey("idempotent-replayed"));
        Assert.Equal(isReplayed, Content(first) == Content(second));
    }

    /// <summary>Claude Code, after two or three streams that failed, sends the same turn without a stream and with another limit.</summary>
    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    public async Task Chat_EqualToOneWhoseAnswerWasCutOff_GetsThatAnswerWholeAndWithAnotherLimit(string policy)
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync($$"""{"policy":"{{policy}}","on_hangup":"finish"}""");
        var gate = new EngineGate();
        _engine.Says("a1", gate);
        await HangUpAsync(server, session, Body(""","stream":true,"max_tokens":9000"""), gate);
        gate.Open();
        await CommittedAsync(server, session);

        var second = await client.TakeAsync(session, Body(""","max_tokens":64"""));
        _engine.Says("a2");
        var third = await client.TakeAsync(session, Body());

        Assert.Equal(("a1", "true", "0"), (Content(second), second.Headers["idempotent-replayed"], second.Headers["x-tito-turn"]));
        Assert.Equal(("a2", "1"), (Content(third), third.Headers["x-tito-turn"]));
    }

    [Fact]
    public async Task Chat_EqualToOneThatGoesOnWithoutItsClient_WaitsForIt()
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"on_hangup":"finish"}""");
        var gate = new EngineGate();
        _engine.Says("a1", gate);
        await HangUpAsync(server, session, Body(), gate);

        var second = client.TakeAsync(session, Body(""","max_tokens":64"""));
        var running = server.Services.GetRequiredService<TurnTaker>().Running;
        while (running.Of(session) is not [{ Patience.IsAlone: false }])
        {
            await Task.Yield();
        }

        gate.Open();

        Assert.Equal("a1", Content(await second));
        _ = Assert.Single((await client.ViewAsync(session)).Records);
    }

    [Theory]
    [InlineData("linear", "", 1, true)]
    [InlineData("linear", "", 130, false)]
    [InlineData("tree", "", 1, false)]
    [InlineData("tree", "x-session-id", 1, true)]
    [InlineData("tree", "x-session-id", 130, false)]
    public async Task Chat_EqualToOneOfAnotherProcess_IsARetryWhereNobodySamplesTwiceOnPurpose(
        string policy, string header, int seconds, bool isReplayed)
    {
        string session;
        var headers = header.Length == 0 ? [] : new[] { (header, "s") };
        _engine.Says("a1", "a2");
        await using (var one = await StartAsync())
        {
            using var client = new SessionClient(one.Root, Ends);
            session = await client.OpenAsync($$"""{"policy":"{{policy}}"}""");
            _ = await client.ChatAsync(session, Body(), headers);
        }

        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await using var other = await StartAsync();
        using var again = new SessionClient(other.Root, Ends);
        var answer = await again.ChatAsync(session, Body(), headers);

        Assert.Equal(isReplayed ? "a1" : "a2", Content(answer));
    }

    [Fact]
    public async Task Chat_WithAKeyOfItsOwn_IsNoRetry()
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"policy":"tree","repeat":"replay"}""");
        _engine.Says("a1", "a2");
        await client.TakeAsync(session, Body());

        Assert.Equal("a2", Content(await client.ChatAsync(session, Body(), ("Idempotency-Key", "k"))));
    }

    [Fact]
    public async Task Chat_WithOtherTools_IsNoRetry()
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"policy":"tree","repeat":"replay"}""");
        _engine.Says("a1", "a2");
        await client.TakeAsync(session, Body());

        Assert.Equal("a2", Content(await client.TakeAsync(session, Body($$""","tools":{{Conversation.Tools}}"""))));
    }

    [Fact]
    public async Task Messages_EqualToAChatThatWasCutOff_GetsItsAnswer()
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"repeat":"replay"}""");
        _engine.Says("a1");
        await client.TakeAsync(session, Body());

        var answer = await client.PostAsync(
            $"sessions/{session}/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"u"}]}]}""");

        Assert.Equal("a1", answer.Json.GetProperty("content")[0].GetProperty("text").GetString());
    }

    private Task<TestServer> StartAsync() => TestServer.StartAsync(_engine, _data, _clock, Ends);

    private static string Body(string more = "") => $$"""{{new Conversation().User("u").Body()[..^1]}}{{more}}}""";

    private static string? Content(HttpAnswer answer) =>
        answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();

    /// <summary>Asks, and closes the connection while the engine works; the turn goes on alone then.</summary>
    private static async Task HangUpAsync(TestServer server, string session, string body, EngineGate gate)
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(server.Root.Host, server.Root.Port, Ends);
            var head = $"POST /sessions/{session}/v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n{body}"), Ends);
            await gate.Arrived;
        }

        var running = server.Services.GetRequiredService<TurnTaker>().Running;
        while (running.Of(session) is not [{ Patience.IsAlone: true }])
        {
            await Task.Yield();
        }
    }

    private static async Task CommittedAsync(TestServer server, string session)
    {
        var deliveries = server.Services.GetRequiredService<TurnTaker>().Deliveries;
        while (await server.Journal.LoadAsync(session, Ends) is not { Trajectory.Turns: [var turn] } || deliveries.IsOwed(session, turn) != true)
        {
            await Task.Yield();
        }
    }
}
