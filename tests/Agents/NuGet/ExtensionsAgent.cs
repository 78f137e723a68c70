using Microsoft.Extensions.AI;

namespace Tito.Tests.Agents.NuGet;

/// <summary>Microsoft.Extensions.AI: a chat client that invokes functions by itself.</summary>
internal static class ExtensionsAgent
{
    public static AIFunction[] Tools =>
        [AIFunctionFactory.Create(AgentTools.Weather, "get_weather"), AIFunctionFactory.Create(AgentTools.Search, "search")];

    public static Task<string> RunAsync(OpenAI.Chat.ChatClient chat, bool streamed, CancellationToken cancellationToken) =>
        RunAsync(chat.AsIChatClient(), streamed, cancellationToken);

    /// <summary>The same over any chat client, which it disposes of.</summary>
    public static async Task<string> RunAsync(IChatClient chat, bool streamed, CancellationToken cancellationToken)
    {
        using var client = chat.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [.. Tools] };
        var messages = new List<ChatMessage> { new(ChatRole.System, AgentTask.Instructions) };
        var text = "";
        foreach (var question in AgentTask.Questions)
        {
            messages.Add(new(ChatRole.User, question));
            var answer = streamed
                ? await client.GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken)
                : await client.GetResponseAsync(messages, options, cancellationToken);
            messages.AddMessages(answer);
            text = answer.Messages[^1].Text;
        }

        return text;
    }
}
