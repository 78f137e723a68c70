using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Integration.Clients;

/// <summary>A completion as an agent got it from its client library.</summary>
/// <param name="FinishReason"><c>Stop</c> or <c>ToolCalls</c>.</param>
/// <param name="Content">The text, empty when there is none.</param>
/// <param name="Reasoning">The <c>reasoning_content</c>, empty when there is none.</param>
/// <param name="Calls">The tool calls in their order.</param>
/// <param name="PromptTokens">Of the usage.</param>
/// <param name="CompletionTokens">Of the usage.</param>
/// <param name="TotalTokens">Of the usage.</param>
internal sealed record AgentTurn(
    string FinishReason, string Content, string Reasoning, ImmutableArray<AgentCall> Calls, int PromptTokens, int CompletionTokens, int TotalTokens)
{
    /// <summary>Reads OpenAI's form.</summary>
    public static AgentTurn Of(JsonElement message, JsonElement finishReason, JsonElement usage) => new(
        finishReason.GetString() switch { "stop" => "Stop", "tool_calls" => "ToolCalls", var other => other! },
        Text(message, "content"),
        Text(message, "reasoning_content"),
        message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array ? [.. calls.EnumerateArray().Select(AgentCall.Of)] : [],
        usage.GetProperty("prompt_tokens").GetInt32(),
        usage.GetProperty("completion_tokens").GetInt32(),
        usage.GetProperty("total_tokens").GetInt32());

    private static string Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
