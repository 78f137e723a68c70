using System.ClientModel;
using Anthropic.Models.Messages;
using OpenAI.Chat;
using OpenAI.Responses;
using Tito.Tests.Agents.NuGet;

namespace Tito.Tests.Agents.Events;

/// <summary>What the typed readers of the official libraries for .NET give of one streamed turn, by its type or what it brings.</summary>
internal static class DotNetReaders
{
    private const string Model = "qwen3";

    public static async Task<string> ChatAsync(Uri baseUrl, CancellationToken cancellationToken)
    {
        var kinds = new List<string>();
        var client = new ChatClient(Model, new ApiKeyCredential("unused"), new() { Endpoint = baseUrl });
        ChatMessage[] messages = [new SystemChatMessage(AgentTask.Instructions), new UserChatMessage(AgentTask.Questions[0])];
        await foreach (var update in client.CompleteChatStreamingAsync(messages, OpenAiAgent.Options, cancellationToken))
        {
            string?[] brought =
            [
                update.Role is null ? null : "Role",
                update.ContentUpdate.Count == 0 ? null : "ContentUpdate",
                update.ToolCallUpdates.Count == 0 ? null : "ToolCallUpdates",
                update.FinishReason is null ? null : "FinishReason",
                update.Usage is null ? null : "Usage",
            ];
            kinds.Add(string.Join(' ', brought.OfType<string>()));
        }

        return string.Join('\n', kinds);
    }

    public static async Task<string> ResponsesAsync(Uri baseUrl, CancellationToken cancellationToken)
    {
        var kinds = new List<string>();
        var client = new ResponsesClient(new ApiKeyCredential("unused"), new() { Endpoint = baseUrl });
        var options = ResponsesAgent.Options(Model, [ResponseItem.CreateUserMessageItem(AgentTask.Questions[0])]);
        options.StreamingEnabled = true;
        await foreach (var update in await client.CreateResponseStreamingAsync(options, cancellationToken))
        {
            kinds.Add(update.GetType().Name);
        }

        return string.Join('\n', kinds);
    }

    public static async Task<string> MessagesAsync(Uri baseUrl, CancellationToken cancellationToken)
    {
        var kinds = new List<string>();
        using var client = AnthropicAgent.Client(baseUrl);
        var request = new MessageCreateParams
        {
            Model = Model,
            MaxTokens = 4096,
            System = AgentTask.Instructions,
            Messages = [new UserMessageParam(AgentTask.Questions[0])],
            Tools = AnthropicAgent.Tools,
        };
        await foreach (var update in client.Messages.CreateStreaming(request, cancellationToken))
        {
            update.Validate();
            kinds.Add(update.Value switch
            {
                RawContentBlockStartEvent start => $"{nameof(RawContentBlockStartEvent)} {start.ContentBlock.Value?.GetType().Name}",
                RawContentBlockDeltaEvent delta => $"{nameof(RawContentBlockDeltaEvent)} {delta.Delta.Value?.GetType().Name}",
                var other => other?.GetType().Name ?? "?",
            });
        }

        return string.Join('\n', kinds);
    }
}
