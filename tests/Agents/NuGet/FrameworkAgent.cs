using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Tito.Tests.Agents.NuGet;

/// <summary>Microsoft Agent Framework: a chat client agent, which keeps the conversation in a session of its own.</summary>
internal static class FrameworkAgent
{
    public static async Task<string> RunAsync(OpenAI.Chat.ChatClient chat, bool streamed, CancellationToken cancellationToken)
    {
        using var client = chat.AsIChatClient();
        var agent = new ChatClientAgent(client, AgentTask.Instructions, "agent", tools: [.. ExtensionsAgent.Tools]);
        var session = await agent.CreateSessionAsync(cancellationToken);
        var text = "";
        foreach (var question in AgentTask.Questions)
        {
            var answer = streamed
                ? await agent.RunStreamingAsync(question, session, cancellationToken: cancellationToken)
                    .ToAgentResponseAsync(cancellationToken)
                : await agent.RunAsync(question, session, cancellationToken: cancellationToken);
            text = answer.Messages[^1].Text;
        }

        return text;
    }
}
