using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Faces.AnthropicMessages;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Faces;

/// <summary>
/// gpt-oss thinks, says a word, and thinks on: a stream tells its reasoning in two blocks, and the line break between them is of the second.
/// </summary>
public sealed class ThinkingBlocksTests
{
    private static readonly ChatMessage Stored = Chat.Message("""{"role":"assistant","content":"Look.","reasoning_content":"first\nsecond"}""");

    [Theory]
    [InlineData("first", "\\nsecond", true)]
    [InlineData("first", "second", true)]
    [InlineData("first\\n", " second ", true)]
    [InlineData("first", "another", false)]
    [InlineData("second", "first", false)]
    public void Read_OfTwoBlocks_IsWhatWasThoughtWhetherTheyAreTrimmedOrNot(string one, string two, bool expected)
    {
        var body = $$"""
            {"max_tokens":9,"messages":[{"role":"assistant","content":[
              {"type":"thinking","thinking":"{{one}}","signature":""},{"type":"text","text":"Look."},
              {"type":"thinking","thinking":"{{two}}","signature":""}]},{"role":"user","content":"v"}]}
            """;
        var sent = MessagesRequest.Read(JsonElement.Parse(body), new()).Turn.Messages[0];

        Assert.Equal(expected, new RenderedMatcher(FamilyRegistry.Find("gptoss")!.MessageForm).Matches(Stored, sent));
    }
}
