using System.Collections.Immutable;

namespace Tito.Tests.Agents.Runs;

/// <summary>The npm agents of the table.</summary>
internal static class NpmAgents
{
    public static ImmutableArray<Agent> All =>
    [
        NodeProgram.Agent("OpenAI Node, `create` and `stream`", "openai-loop.mjs", ["openai"], "whole", "streamed"),
        NodeProgram.Agent("OpenAI Node, `runTools`", "openai-run-tools.mjs", ["openai"], "whole", "streamed"),
        NodeProgram.Agent(
            "Vercel AI SDK, `openai-compatible`", "ai-openai-compatible.mjs", ["ai", "@ai-sdk/openai-compatible"], "whole", "streamed"),
        NodeProgram.Agent("Vercel AI SDK, `openai.chat`", "ai-openai-chat.mjs", ["ai", "@ai-sdk/openai"], "whole", "streamed"),
        NodeProgram.Agent(
            "Vercel AI SDK, `openai.chat`, model `o3`", "ai-openai-chat-o.mjs", ["ai", "@ai-sdk/openai"], "whole", "streamed"),
        NodeProgram.Agent("OpenAI Agents JS, chat completions", "openai-agents.mjs", ["@openai/agents", "openai"], "whole", "streamed"),
        NodeProgram.Agent("LangChain JS, `createAgent`", "langchain.mjs", ["langchain", "@langchain/openai"], "whole", "streamed"),
        NodeProgram.Agent(
            "LangGraph JS, `createReactAgent`", "langgraph.mjs", ["@langchain/langgraph", "@langchain/openai"], "whole", "streamed"),
        NodeProgram.Agent("pi-ai", "pi-ai.mjs", ["@mariozechner/pi-ai"], "streamed"),
        .. Responses,
        .. Messages,
    ];

    private static ImmutableArray<Agent> Responses { get; } =
    [
        NodeProgram.Agent("OpenAI Node, `responses`", "responses-loop.mjs", ["openai"], "whole", "streamed"),
        NodeProgram.Agent("OpenAI Node, `responses`, `previous_response_id`", "responses-previous.mjs", ["openai"], "whole", "streamed"),
        NodeProgram.Agent("OpenAI Agents JS", "openai-agents-responses.mjs", ["@openai/agents", "openai"], "whole", "streamed"),
        NodeProgram.Agent("Vercel AI SDK, `openai`", "ai-openai.mjs", ["ai", "@ai-sdk/openai"], "whole", "streamed"),
        NodeProgram.Agent(
            "LangChain JS, `useResponsesApi`", "langchain-responses.mjs", ["langchain", "@langchain/openai"], "whole", "streamed"),
    ];

    private static ImmutableArray<Agent> Messages { get; } =
    [
        NodeProgram.Agent("Anthropic Node, `create` and `stream`", "anthropic-loop.mjs", ["@anthropic-ai/sdk"], "whole", "streamed"),
        NodeProgram.Agent(
            "Anthropic Node, `toolRunner`, `thread: false`", "anthropic-runner.mjs", ["@anthropic-ai/sdk"], "whole", "streamed"),
        NodeProgram.Agent("Anthropic Node, `toolRunner`", "anthropic-runner-thread.mjs", ["@anthropic-ai/sdk"], "whole", "streamed"),
        NodeProgram.Agent("Vercel AI SDK, `anthropic`", "ai-anthropic.mjs", ["ai", "@ai-sdk/anthropic"], "whole", "streamed"),
        NodeProgram.Agent(
            "LangChain JS, `ChatAnthropic`", "langchain-anthropic.mjs", ["langchain", "@langchain/anthropic"], "whole", "streamed"),
    ];
}
