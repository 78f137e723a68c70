using System.Text.Json;
using Tito.Core.Inference;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary>OpenAI's client library for Node.js throws the right class for our errors, with their code, and retries none that stays.</summary>
public sealed class NodeErrorTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_InAnUnknownSession_IsNotFound()
    {
        await using var session = await ScriptedSession.OpenAsync();

        await AssertFailsAsync(session, "none", new Conversation().User("u").Body(), "NotFoundError", 404, "session_not_found", null);
    }

    [Fact]
    public async Task Chat_WithAMessageOfNoRole_IsABadRequestWithItsPlace()
    {
        await using var session = await ScriptedSession.OpenAsync();

        await AssertFailsAsync(session, session.Id, """{"messages":[{"content":"u"}]}""", "BadRequestError", 400, "invalid_request", "messages[0].role");
    }

    [Fact]
    public async Task Chat_BehindATurnThatEndedByLength_IsAConflictThatIsNotTriedAgain()
    {
        var script = new ScriptedEngine(ServedModel.Tokenizer).IsCutOffAfter("a1");
        await using var session = await ScriptedSession.OpenAsync(script, TestServer.Options);
        var talk = new Conversation().User("u");
        await session.TakeAsync(talk);

        await AssertFailsAsync(session, session.Id, talk.Assistant("a1").User("u2").Body(), "ConflictError", 409, "turn_truncated", "messages[1]");
    }

    [Fact]
    public async Task Chat_WithAKeyOfAnotherRequest_IsUnprocessable()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        var talk = new Conversation().User("u");
        Assert.Equal(JsonValueKind.Null, (await AskAsync(session, session.Id, talk.Body())).ValueKind);

        await AssertFailsAsync(
            session, session.Id, talk.Assistant("a1").User("u2").Body(), "UnprocessableEntityError", 422, "idempotency_key_reused", "Idempotency-Key");
    }

    [Fact]
    public async Task Chat_WhenTheEngineFailedOnce_SucceedsByTheLibrarysOwnRetry()
    {
        var script = new ScriptedEngine(ServedModel.Tokenizer).Ends(new InferenceOutcome.Unreachable("restarting")).Says("a1");
        await using var session = await ScriptedSession.OpenAsync(script, TestServer.Options);

        var error = await AskAsync(session, session.Id, new Conversation().User("u").Body());

        Assert.Equal(JsonValueKind.Null, error.ValueKind);
        Assert.Equal(2, session.Recording.Requests.Length);
        Assert.Single((await session.ViewAsync()).Records);
    }

    private static Task<JsonElement> AskAsync(ScriptedSession session, string id, string body) =>
        NodeClient.AskAsync(new(session.Root, $"sessions/{id}/v1"), body, "one-key", Ends);

    private static async Task AssertFailsAsync(
        ScriptedSession session, string id, string body, string kind, int status, string code, string? param)
    {
        var error = await AskAsync(session, id, body);

        Assert.Equal(
            (kind, status, code, param),
            (Text(error, "class"), error.GetProperty("status").GetInt32(), Text(error, "code"), Text(error, "param")));
        Assert.NotEmpty(Text(error, "message")!);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
