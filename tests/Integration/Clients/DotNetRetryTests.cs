using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using Tito.Tests.Integration.Sessions;

namespace Tito.Tests.Integration.Clients;

/// <summary>OpenAI's client library for .NET sends a request again by itself, and says so in no header of its own.</summary>
public sealed class DotNetRetryTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_WhenAnAnswerIsLostAndCallsHaveKeys_GetsTheRecordedTurn()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        var options = Options(session);
        options.AddPolicy(new IdempotencyKeyPolicy(), PipelinePosition.PerCall);

        Assert.Equal("a1", await AskAsync(options));

        Assert.Single(session.Recording.Requests);
    }

    [Fact]
    public async Task Chat_WhenAnAnswerIsLostAndCallsHaveNoKeys_TakesTheTurnAnew()
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2");

        Assert.Equal("a2", await AskAsync(Options(session)));

        Assert.Equal(2, session.Recording.Requests.Length);
        Assert.Single((await session.ViewAsync()).Records);
    }

    private static OpenAIClientOptions Options(ScriptedSession session)
    {
        var options = new OpenAIClientOptions { Endpoint = new(session.Root, $"sessions/{session.Id}/v1") };
        options.AddPolicy(new LostAnswerPolicy(), PipelinePosition.BeforeTransport);
        return options;
    }

    private static async Task<string> AskAsync(OpenAIClientOptions options)
    {
        var chat = new ChatClient("qwen3", new ApiKeyCredential("unused"), options);
        return (await chat.CompleteChatAsync([new UserChatMessage("u")], cancellationToken: Ends)).Value.Content[0].Text;
    }
}
