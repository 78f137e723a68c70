using System.Text;
using OpenAI.Chat;

namespace Tito.Tests.Agents.NuGet;

/// <summary>OpenAI's library with a loop of the user's, as its README writes it: reasoning has no property there.</summary>
internal static class OpenAiAgent
{
    internal static ChatCompletionOptions Options
    {
        get
        {
            var options = new ChatCompletionOptions();
            foreach (var tool in AgentTask.Tools)
            {
                options.Tools.Add(ChatTool.CreateFunctionTool(
                    tool.GetProperty("name").GetString()!,
                    tool.GetProperty("description").GetString()!,
                    BinaryData.FromString(tool.GetProperty("parameters").GetRawText())));
            }

            return options;
        }
    }

    public static async Task<string> RunAsync(ChatClient chat, bool streamed, CancellationToken cancellationToken)
    {
        var messages = new List<ChatMessage> { new SystemChatMessage(AgentTask.Instructions) };
        var text = "";
        foreach (var question in AgentTask.Questions)
        {
            messages.Add(new UserChatMessage(question));
            for (var asks = true; asks;)
            {
                var message = streamed
                    ? await StreamAsync(chat, messages, cancellationToken)
                    : new AssistantChatMessage((await chat.CompleteChatAsync(messages, Options, cancellationToken)).Value);
                messages.Add(message);
                messages.AddRange(message.ToolCalls.Select(call => new ToolChatMessage(call.Id, AgentTask.Result)));
                asks = message.ToolCalls.Count > 0;
                text = string.Concat(message.Content.Select(part => part.Text));
            }
        }

        return text;
    }

    private static async Task<AssistantChatMessage> StreamAsync(
        ChatClient chat, List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        await foreach (var update in chat.CompleteChatStreamingAsync(messages, Options, cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                text.Append(part.Text);
            }

            foreach (var call in update.ToolCallUpdates)
            {
                if (!calls.TryGetValue(call.Index, out var known))
                {
                    calls.Add(call.Index, known = (call.ToolCallId, call.FunctionName, new()));
                }

                known.Arguments.Append(call.FunctionArgumentsUpdate);
            }
        }

        var message = new AssistantChatMessage(text.ToString());
        foreach (var (id, name, arguments) in calls.Values)
        {
            message.ToolCalls.Add(ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments.ToString())));
        }

        return message;
    }
}
