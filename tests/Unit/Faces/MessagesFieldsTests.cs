using System.Text.Json;
using Tito.Core.Messages;
using Tito.Faces;
using Tito.Faces.AnthropicMessages;

namespace Tito.Tests.Unit.Faces;

/// <summary>
/// Fields of Anthropic's beta that hold for one message or one tool, or ask for another answer: served where nothing is lost, else refused
/// by their place or left out in a note.
/// </summary>
public sealed class MessagesFieldsTests
{
    /// <summary>An effort of its own that is the request's says nothing new, and a message without a text is none.</summary>
    [Theory]
    [InlineData("""{"role":"system","content":[],"output_config":{"effort":"low"}}""", 1)]
    [InlineData("""{"role":"system","output_config":{"effort":"low"}}""", 1)]
    [InlineData("""{"role":"system","content":"s","output_config":{"effort":"low"}}""", 2)]
    [InlineData("""{"role":"system","content":"s","output_config":{"effort":null},"clear_at":"never"}""", 2)]
    [InlineData("""{"role":"system","content":"s","output_config":{},"clear_at":null}""", 2)]
    [InlineData("""{"role":"system","content":"s","output_config":null}""", 2)]
    [InlineData("""{"role":"system","content":""}""", 1)]
    [InlineData("""{"role":"system","content":[{"type":"text","text":""}]}""", 1)]
    public void Read_OfASystemMessage_IsItsTextAlone(string message, int expected)
    {
        var turn = Read(message, "\"output_config\":{\"effort\":\"low\"}").Turn;

        Assert.Equal(expected, turn.Messages.Count);
        Assert.Equal("low", turn.Inputs.Effort?.Level?.GetString());
    }

    [Theory]
    [InlineData("""{"role":"system","content":[],"output_config":{"effort":"high"}}""", "messages[1].output_config.effort")]
    [InlineData("""{"role":"system","content":"s","output_config":{"effort":"max"}}""", "messages[1].output_config.effort")]
    [InlineData("""{"role":"user","content":"s","output_config":{"effort":"max"}}""", "messages[1].output_config.effort")]
    [InlineData("""{"role":"system","content":"s","output_config":{"format":{}}}""", "messages[1].output_config.format")]
    [InlineData("""{"role":"system","content":"s","clear_at":"next_user_message"}""", "messages[1].clear_at")]
    [InlineData("""{"role":"system","content":"s","clear_at":7}""", "messages[1].clear_at")]
    public void Read_OfWhatHoldsForAPartOfTheConversation_IsRefusedByItsPlace(string message, string param) => Assert.Equal(
        param, Assert.Throws<MessageException>(() => Read(message, "\"output_config\":{\"effort\":\"low\"}")).Param);

    [Fact]
    public void Read_OfAnEffortOfAMessageWhereTheRequestHasNone_IsRefusedByItsPlace() => Assert.Equal(
        "messages[1].output_config.effort",
        Assert.Throws<MessageException>(() => Read("""{"role":"system","output_config":{"effort":"low"}}""", "\"stream\":false")).Param);

    /// <summary>A count is of the conversation as it came, with the field or without.</summary>
    [Fact]
    public void Read_OfACompaction_IsRefusedByItsNameUnlessTokensAreCounted()
    {
        const string Compaction = """
            "compaction":{"type":"summarize"}
            """;

        Assert.Equal("compaction", Assert.Throws<MessageException>(() => Read(User, Compaction)).Param);
        Assert.Equal(2, Read(User, Compaction, FaceRules.Default with { IsCounted = true }).Turn.Messages.Count);
        Assert.Equal(2, Read(User, "\"compaction\":null").Turn.Messages.Count);
    }

    [Theory]
    [InlineData("[{\"a\":1}]", "{\"task_budget\":{\"type\":\"tokens\",\"total\":9}}", "tools.input_examples, output_config.task_budget")]
    [InlineData("[{\"a\":1}]", "{\"task_budget\":null}", "tools.input_examples")]
    [InlineData("[]", "{\"task_budget\":{\"type\":\"tokens\",\"total\":9}}", "output_config.task_budget")]
    [InlineData("[]", "{}", null)]
    [InlineData("null", "null", null)]
    public void Read_OfWhatNoTemplateIsTold_SaysThatItIsLeftOut(string examples, string config, string? expected)
    {
        var notes = Read(User, $$$"""
            "output_config":{{{config}}},"tools":[{"name":"f","input_schema":{"type":"object"}},{"name":"g","input_schema":{"type":"object"},"input_examples":{{{examples}}}}]
            """).Notes;

        Assert.Equal(expected, notes.Select(note => (FaceNote?)note).SingleOrDefault()?.Value);
        Assert.All(notes, note => Assert.Equal("dropped-fields", note.Name));
    }

    private const string User = """{"role":"user","content":"v"}""";

    private static IFaceRequest Read(string message, string fields, FaceRules? rules = null) => new AnthropicMessagesFace().Read(
        JsonElement.Parse($$"""{"max_tokens":9,"messages":[{"role":"user","content":"u"},{{message}}],{{fields}}}"""), rules);
}
