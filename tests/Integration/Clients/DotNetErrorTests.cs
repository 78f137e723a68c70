using System.ClientModel;
using System.Text.Json;
using OpenAI.Chat;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary>OpenAI's client library for .NET tells our errors apart: by status, code and message.</summary>
public sealed class DotNetErrorTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_OfAnUnknownSession_AreNotFound()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => DotNetAgent.Client(new(server.Root, "sessions/none/v1")).GetOpenAIModelClient().GetModelsAsync(Ends));

        AssertIs(404, "session_not_found", error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_BehindATurnThatEndedByLength_IsAConflict(bool streamed)
    {
        var script = new ScriptedEngine(ServedModel.Tokenizer).IsCutOffAfter("a1");
        await using var session = await ScriptedSession.OpenAsync(script, TestServer.Options);
        var chat = Chat(session);
        List<ChatMessage> messages = [new UserChatMessage("u")];
        var cutOff = (await chat.CompleteChatAsync(messages, cancellationToken: Ends)).Value;
        messages.AddRange([new AssistantChatMessage(cutOff), new UserChatMessage("u2")]);

        var error = await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(chat, messages, streamed));

        Assert.Equal(ChatFinishReason.Length, cutOff.FinishReason);
        AssertIs(409, "turn_truncated", error);
        Assert.Single(session.Recording.Requests);
    }

    [Fact]
    public async Task Chat_WithAnImage_IsABadRequest()
    {
        await using var session = await ScriptedSession.OpenAsync();

        var image = ChatMessageContentPart.CreateImagePart(new Uri("https://example.org/image.png"));

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Chat(session).CompleteChatAsync([new UserChatMessage(image)], cancellationToken: Ends));

        AssertIs(400, "invalid_request", error);
    }

    [Fact]
    public async Task Chat_WhenTheLibraryDropsTheReasoningAndNoTurnMayBeLeft_IsRefused()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 1, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var id = await client.OpenAsync("""{"matcher":"strict","max_rollback":0}""");

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => new DotNetAgent(new(server.Root, $"sessions/{id}/v1"), streamed: false, keepsReasoning: false).RunAsync(Ends));

        AssertIs(400, "history_mismatch", error);
        Assert.Single(server.Engine.Requests);
    }

    private static ChatClient Chat(ScriptedSession session) =>
        DotNetAgent.Client(new(session.Root, $"sessions/{session.Id}/v1")).GetChatClient("qwen3");

    private static async Task AskAsync(ChatClient chat, List<ChatMessage> messages, bool streamed)
    {
        if (streamed)
        {
            await foreach (var _ in chat.CompleteChatStreamingAsync(messages, cancellationToken: Ends))
            {
            }
        }
        else
        {
            await chat.CompleteChatAsync(messages, cancellationToken: Ends);
        }
    }

    private static void AssertIs(int status, string code, ClientResultException exception)
    {
        var error = JsonElement.Parse(exception.GetRawResponse()!.Content).GetProperty("error");
        Assert.Equal((status, code), (exception.Status, error.GetProperty("code").GetString()));
        Assert.Contains(code, exception.Message, StringComparison.Ordinal);
        Assert.Contains(error.GetProperty("message").GetString()!, exception.Message, StringComparison.Ordinal);
    }
}
