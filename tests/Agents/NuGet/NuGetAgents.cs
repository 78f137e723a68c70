using System.ClientModel;
using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents.NuGet;

/// <summary>The NuGet agents of the table.</summary>
internal static class NuGetAgents
{
    private const string Model = "qwen3";

    public static ImmutableArray<Agent> All { get; } =
    [
        Agent("OpenAI .NET", ["OpenAI"], OpenAiAgent.RunAsync),
        Agent("Microsoft.Extensions.AI", ["Microsoft.Extensions.AI", "Microsoft.Extensions.AI.OpenAI"], ExtensionsAgent.RunAsync),
        Agent("Microsoft Agent Framework", ["Microsoft.Agents.AI", "Microsoft.Extensions.AI.OpenAI"], FrameworkAgent.RunAsync),
        new(
            "Semantic Kernel",
            PinnedVersions.NuGet("Microsoft.SemanticKernel"),
            ["whole", "streamed"],
            (baseUrl, way, ends) => EndAsync(() => SemanticKernelAgent.RunAsync(Client(baseUrl), Model, way == "streamed", ends))),
        Agent(
            "OpenAI .NET, responses", ["OpenAI"], Ways, (url, streamed, ends) => ResponsesAgent.RunAsync(Responses(url), Model, streamed, ends)),

        // Streamed it calls a method that the OpenAI package of today does not have.
        Agent(
            "Microsoft.Extensions.AI, responses",
            ["Microsoft.Extensions.AI", "Microsoft.Extensions.AI.OpenAI"],
            ["whole"],
            (url, streamed, ends) => ExtensionsAgent.RunAsync(Responses(url).AsIChatClient(Model), streamed, ends)),
        Agent("Anthropic .NET", ["Anthropic"], Ways, AnthropicAgent.RunAsync),
        Agent("Anthropic .NET, `AsIChatClient`", ["Anthropic", "Microsoft.Extensions.AI"], Ways, AnthropicAgent.ExtensionsAsync),
    ];

    private static string[] Ways => ["whole", "streamed"];

    private static Agent Agent(string name, string[] packages, string[] ways, Func<Uri, bool, CancellationToken, Task<string>> run) => new(
        name,
        PinnedVersions.NuGet(packages),
        [.. ways],
        (baseUrl, way, ends) => EndAsync(() => run(baseUrl, way == "streamed", ends)));

    private static ResponsesClient Responses(Uri baseUrl) => new(new ApiKeyCredential("unused"), new() { Endpoint = baseUrl });

    private static Agent Agent(string name, string[] packages, Func<ChatClient, bool, CancellationToken, Task<string>> run) => new(
        name,
        PinnedVersions.NuGet(packages),
        ["whole", "streamed"],
        (baseUrl, way, ends) => EndAsync(() => run(Client(baseUrl).GetChatClient(Model), way == "streamed", ends)));

    private static OpenAIClient Client(Uri baseUrl) => new(new ApiKeyCredential("unused"), new() { Endpoint = baseUrl });

    private static async Task<AgentEnd> EndAsync(Func<Task<string>> run)
    {
        try
        {
            return new(true, await run());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Do not catch general exception types: whatever a framework makes of a refusal is how its agent ended
            return new(false, error.ToString());
        }
    }
}
