using System.Text.Json;
using Tito.Core.Messages;
using Tito.Faces;
using Tito.Faces.OpenAiResponses;

namespace Tito.Tests.Unit.Faces;

/// <summary>What OpenAI's Responses have beside a conversation: tools under dated names, and which reasoning stays in the prompt.</summary>
public sealed class ResponsesFieldsTests
{
    /// <summary>Every tool of the union <c>Tool</c> of openai 7.59.0 (npm) that OpenAI runs, under each of its names.</summary>
    [Theory]
    [InlineData("file_search")]
    [InlineData("computer")]
    [InlineData("computer_use_preview")]
    [InlineData("web_search")]
    [InlineData("web_search_2025_08_26")]
    [InlineData("web_search_preview")]
    [InlineData("web_search_preview_2025_03_11")]
    [InlineData("mcp")]
    [InlineData("code_interpreter")]
    [InlineData("programmatic_tool_calling")]
    [InlineData("image_generation")]
    [InlineData("local_shell")]
    [InlineData("shell")]
    [InlineData("tool_search")]
    [InlineData("apply_patch")]
    public void Read_OfAToolThatOpenAiRuns_LeavesItOutAndSaysSo(string type)
    {
        var tools = $$"""
            "tools":[{"type":"{{type}}"}]
            """;

        Assert.Equal([new FaceNote("dropped-tools", type)], Read(tools).Notes);
        Assert.Equal(
            "tools[0].type",
            Assert.Throws<MessageException>(() => Read(tools, FaceRules.Default with { RefusesHostedTools = true })).Param);
    }

    [Theory]
    [InlineData("\"current_turn\"", true)]
    [InlineData("7", true)]
    [InlineData("\"auto\"", false)]
    [InlineData("\"all_turns\"", false)]
    [InlineData("null", false)]
    public void Read_OfAReasoningContext_IsRefusedWhereReasoningWouldLeaveThePrompt(string context, bool isRefused)
    {
        var refused = Record.Exception(() => Read($$"""
            "reasoning":{"context":{{context}}}
            """));

        Assert.Equal(isRefused ? "reasoning.context" : null, (refused as MessageException)?.Param);
    }

    private static IFaceRequest Read(string fields, FaceRules? rules = null) =>
        new OpenAiResponsesFace().Read(JsonElement.Parse($$"""{"input":"u",{{fields}}}"""), rules);
}
