using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Tito.Tests.Agents.NuGet;

/// <summary>Anthropic's library: with a loop of the user's, and as a chat client of Microsoft.Extensions.AI.</summary>
internal static class AnthropicAgent
{
    private const string Model = "qwen3";

    internal static List<ToolUnion> Tools => [.. AgentTask.Tools.Select(tool => new ToolUnion(new Tool
    {
        Name = tool.GetProperty("name").GetString()!,
        Description = tool.GetProperty("description").GetString()!,
        InputSchema = InputSchema.FromRawUnchecked(
            tool.GetProperty("parameters").EnumerateObject().ToDictionary(member => member.Name, member => member.Value)),
    }))];

    public static async Task<string> RunAsync(Uri baseUrl, bool streamed, CancellationToken cancellationToken)
    {
        using var client = Client(baseUrl);
        var messages = new List<MessageParam>();
        var text = "";
        foreach (var question in AgentTask.Questions)
        {
            messages.Add(new UserMessageParam(question));
            for (var asks = true; asks;)
            {
                var request = new MessageCreateParams
                {
                    Model = Model,
                    MaxTokens = 4096,
                    System = AgentTask.Instructions,
                    Messages = messages.ToList(),
                    Tools = Tools,
                };
                var answer = streamed
                    ? await client.Messages.CreateStreaming(request, cancellationToken).Aggregate()
                    : await client.Messages.Create(request, cancellationToken);
                messages.Add(new AssistantMessageParam(answer.Content.Select(ToParam).ToList()));
                var calls = answer.Content.Select(block => block.Value).OfType<ToolUseBlock>().ToList();
                asks = calls.Count > 0;
                if (asks)
                {
                    messages.Add(new UserMessageParam(calls.Select(call =>
                        new ContentBlockParam(new ToolResultBlockParam(call.ID) { Content = AgentTask.Result })).ToList()));
                }

                text = string.Concat(answer.Content.Select(block => block.Value).OfType<TextBlock>().Select(block => block.Text));
            }
        }

        return text;
    }

    public static async Task<string> ExtensionsAsync(Uri baseUrl, bool streamed, CancellationToken cancellationToken)
    {
        using var client = Client(baseUrl);
        return await ExtensionsAgent.RunAsync(client.AsIChatClient(Model, 4096), streamed, cancellationToken);
    }

    /// <summary>The library puts <c>/v1/messages</c> after its base URL.</summary>
    internal static AnthropicClient Client(Uri baseUrl) =>
        new() { ApiKey = "unused", BaseUrl = new Uri(baseUrl, ".").AbsoluteUri.TrimEnd('/') };

    private static ContentBlockParam ToParam(ContentBlock block) => block.Value switch
    {
        TextBlock text => new TextBlockParam(text.Text),
        ThinkingBlock thinking => new ThinkingBlockParam { Thinking = thinking.Thinking, Signature = thinking.Signature },
        ToolUseBlock call => new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input },
        _ => throw new InvalidOperationException($"An answer has the block {JsonSerializer.Serialize(block.Json)}."),
    };
}
