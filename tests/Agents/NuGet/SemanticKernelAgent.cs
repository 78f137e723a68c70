using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace Tito.Tests.Agents.NuGet;

/// <summary>Semantic Kernel with automatic function calls, which names a tool <c>plugin-function</c>.</summary>
internal static class SemanticKernelAgent
{
    public static async Task<string> RunAsync(OpenAI.OpenAIClient client, string model, bool streamed, CancellationToken cancellationToken)
    {
        var builder = Kernel.CreateBuilder().AddOpenAIChatCompletion(model, client);
        builder.Plugins.AddFromFunctions(
            "travel",
            [
                KernelFunctionFactory.CreateFromMethod(AgentTools.Weather, "get_weather"),
                KernelFunctionFactory.CreateFromMethod(AgentTools.Search, "search"),
            ]);
        var kernel = builder.Build();
        var chat = kernel.Services.GetRequiredService<IChatCompletionService>();
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var history = new ChatHistory(AgentTask.Instructions);
        foreach (var question in AgentTask.Questions)
        {
            history.AddUserMessage(question);
            if (streamed)
            {
                var text = new StringBuilder();
                await foreach (var part in chat.GetStreamingChatMessageContentsAsync(history, settings, kernel, cancellationToken))
                {
                    text.Append(part.Content);
                }

                // What comes through is every turn's text; the kernel has put those of the turns with calls into the history itself.
                var known = history.SkipWhile(message => message.Content != question).Skip(1)
                    .Where(message => message.Role == AuthorRole.Assistant).Sum(message => message.Content?.Length ?? 0);
                history.AddAssistantMessage(text.ToString(known, text.Length - known));
            }
            else
            {
                history.Add(await chat.GetChatMessageContentAsync(history, settings, kernel, cancellationToken));
            }
        }

        return history[^1].Content ?? "";
    }
}
