using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A family whose template can append tool results alone.</summary>
public sealed class RoleSurfaceTests
{
    private static readonly Lazy<SessionModel> ToolsOnly = new(() =>
        SessionModel.Load(FamilyRegistry.Find("qwen3")! with { AppendRoles = [Role.Tool] }, AssetFolder.Load(null), null));

    /// <summary>The reference takes the turn back before it refuses; here a refused request changes nothing.</summary>
    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    public async Task Chat_WhenARetryHasARoleThatMayNotFollow_IsRefusedAndTheSessionIsAsItWas(string policy)
    {
        var ends = TestContext.Current.CancellationToken;
        var engine = new RecordingEngine(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", "a2", "a3"));
        await using var server = await TestServer.StartAsync(engine, ToolsOnly.Value, TestServer.Options, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = (await client.PostAsync("sessions", $$"""{"policy":"{{policy}}"}""")).Json.GetProperty("session_id").GetString()!;
        var talk = new Conversation().User("u");
        await client.TakeAsync(session, talk.Body());
        await client.TakeAsync(session, talk.Assistant("a1").Tool("t1").Body());
        var before = await client.ViewAsync(session);

        var refused = await client.ChatAsync(session, new Conversation().User("u").Assistant("a1").Tool("t1'").User("u2").Body());

        Assert.Equal((400, "role_not_allowed"), refused.Error);
        Assert.Equal("messages[3]", refused.Param);
        Assert.Equal(2, engine.Requests.Length);
        Assert.Equal(before.Text, (await client.ViewAsync(session)).Text);
        Assert.Equal("2", (await client.TakeAsync(session, talk.Assistant("a2").Tool("t2").Body())).Headers["x-tito-turn"]);
        Assert.Equal(3, (await client.ViewAsync(session)).Records.Length);
    }
}
