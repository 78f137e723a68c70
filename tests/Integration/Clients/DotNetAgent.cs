using System.ClientModel;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace Tito.Tests.Integration.Clients;

/// <summary>An agent that knows OpenAI's client library for .NET and a base URL.</summary>
/// <param name="baseUrl">The session's.</param>
/// <param name="streamed">Whether it asks for streams.</param>
/// <param name="keepsReasoning">Whether it gives the reasoning back, for which the library has no property.</param>
internal sealed class DotNetAgent(Uri baseUrl, bool streamed, bool keepsReasoning)
{
    /// <summary>A client of a session.</summary>
    public static OpenAIClient Client(Uri baseUrl) => new(new ApiKeyCredential("unused"), new() { Endpoint = baseUrl });

    /// <summary>Works on the task and gives what the library gave it.</summary>
    public async Task<ImmutableArray<AgentTurn>> RunAsync(CancellationToken cancellationToken)
    {
        var client = Client(baseUrl);
        var models = await client.GetOpenAIModelClient().GetModelsAsync(cancellationToken);
        var chat = client.GetChatClient(Assert.Single(models.Value).Id);
        var questions = new Queue<string>(AgentTask.Questions);
        var messages = new List<ChatMessage> { new SystemChatMessage(AgentTask.Instructions), new UserChatMessage(questions.Dequeue()) };
        var turns = ImmutableArray.CreateBuilder<AgentTurn>();
        while (turns.Count < AgentTask.Turns)
        {
            var (turn, message) = streamed
                ? await StreamAsync(chat.CompleteChatStreamingAsync(messages, Options, cancellationToken))
                : Read(await chat.CompleteChatAsync(messages, Options, cancellationToken));
            turns.Add(turn);
            messages.Add(keepsReasoning ? WithReasoning(message, turn.Reasoning) : message);
            messages.AddRange(turn.Calls.IsEmpty
                ? [new UserChatMessage(questions.Dequeue())]
                : turn.Calls.Select(call => new ToolChatMessage(call.Id, AgentTask.Result)));
        }

        return turns.DrainToImmutable();
    }

    private static ChatCompletionOptions Options
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

    private static (AgentTurn Turn, AssistantChatMessage Message) Read(ClientResult<ChatCompletion> result)
    {
        var completion = result.Value;
        var turn = new AgentTurn(
            completion.FinishReason.ToString(),
            string.Concat(completion.Content.Select(part => part.Text)),
            Reasoning(completion)!,
            [.. completion.ToolCalls.Select(call => new AgentCall(call.Id, call.FunctionName, call.FunctionArguments.ToString()))],
            completion.Usage.InputTokenCount,
            completion.Usage.OutputTokenCount,
            completion.Usage.TotalTokenCount);
        var raw = JsonElement.Parse(result.GetRawResponse().Content).GetProperty("choices")[0].GetProperty("message");
        Assert.Equal(raw.GetProperty("reasoning_content").GetString(), turn.Reasoning);
        return (turn, new(completion));
    }

    private static async Task<(AgentTurn Turn, AssistantChatMessage Message)> StreamAsync(AsyncCollectionResult<StreamingChatCompletionUpdate> updates)
    {
        var (content, reasoning) = (new StringBuilder(), new StringBuilder());
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        ChatFinishReason? finish = null;
        ChatTokenUsage? usage = null;
        await foreach (var update in updates)
        {
            content.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            reasoning.Append(Reasoning(update));
            foreach (var call in update.ToolCallUpdates)
            {
                if (!calls.TryGetValue(call.Index, out var known))
                {
                    calls.Add(call.Index, known = (call.ToolCallId, call.FunctionName, new()));
                }

                known.Arguments.Append(call.FunctionArgumentsUpdate);
            }

            finish = update.FinishReason ?? finish;
            usage = update.Usage ?? usage;
        }

        Assert.NotNull(usage);
        var turn = new AgentTurn(
            finish.ToString()!,
            content.ToString(),
            reasoning.ToString(),
            [.. calls.Values.Select(call => new AgentCall(call.Id, call.Name, call.Arguments.ToString()))],
            usage.InputTokenCount,
            usage.OutputTokenCount,
            usage.TotalTokenCount);
        var message = new AssistantChatMessage(turn.Content);
        foreach (var call in turn.Calls)
        {
            message.ToolCalls.Add(ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments)));
        }

        return (turn, message);
    }

#pragma warning disable SCME0001 // Type is for evaluation purposes only: the library's one way to fields that it does not know
    private static string? Reasoning(ChatCompletion completion) =>
        completion.Patch.TryGetValue("$.choices[0].message.reasoning_content"u8, out string? text) ? text : null;

    private static string? Reasoning(StreamingChatCompletionUpdate update) =>
        update.Patch.TryGetValue("$.choices[0].delta.reasoning_content"u8, out string? text) ? text : null;

    private static AssistantChatMessage WithReasoning(AssistantChatMessage message, string reasoning)
    {
        message.Patch.Set("$.reasoning_content"u8, reasoning);
        return message;
    }
#pragma warning restore SCME0001
}
