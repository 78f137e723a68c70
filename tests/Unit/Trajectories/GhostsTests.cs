using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Empty assistant messages of streams that were cut off, as opencode was seen to keep them.</summary>
public sealed class GhostsTests
{
    [Theory]
    [InlineData("""{"role":"assistant","content":""}""", true)]
    [InlineData("""{"role":"assistant","content":null}""", true)]
    [InlineData("""{"role":"assistant"}""", true)]
    [InlineData("""{"role":"assistant","content":" \n"}""", true)]
    [InlineData("""{"role":"assistant","content":[]}""", true)]
    [InlineData("""{"role":"assistant","content":[{"type":"text","text":""},{"type":"text","text":" "}]}""", true)]
    [InlineData("""{"role":"assistant","content":"","reasoning_content":"","tool_calls":[]}""", true)]
    [InlineData("""{"role":"assistant","content":"","tool_calls":null}""", true)]
    [InlineData("""{"role":"assistant","content":"x"}""", false)]
    [InlineData("""{"role":"assistant","content":[{"type":"text","text":"x"}]}""", false)]
    [InlineData("""{"role":"assistant","content":[{"type":"image_url"}]}""", false)]
    [InlineData("""{"role":"assistant","content":1}""", false)]
    [InlineData("""{"role":"assistant","content":"","reasoning_content":"x"}""", false)]
    [InlineData("""{"role":"assistant","content":"","reasoning":"x"}""", false)]
    [InlineData("""{"role":"assistant","content":"","tool_calls":[{"id":"a"}]}""", false)]
    [InlineData("""{"role":"assistant","content":"","tool_calls":"x"}""", false)]
    [InlineData("""{"role":"user","content":""}""", false)]
    public void IsAt_OfAMessageBeforeAnAnswer_IsTrueWhereItSaysNothing(string json, bool expected)
    {
        var message = Chat.Message(json);

        Assert.Equal(expected, Ghosts.IsAt([Chat.User("u"), message, Chat.Assistant("a")], 1));
        Assert.False(Ghosts.IsAt([Chat.User("u"), message, Chat.User("v")], 1));
        Assert.False(Ghosts.IsAt([Chat.User("u"), message], 1));
    }

    /// <summary>E stands for an assistant message that says nothing, a for one that does, u for a user's.</summary>
    [Theory]
    [InlineData("u E a u", 0, "u a u")]
    [InlineData("u E E a", 0, "u a")]
    [InlineData("u E a u E E a u", 2, "u E a u a u")]
    [InlineData("u E a u E E a u", 1, "u a u a u")]
    [InlineData("u E a u", 2, null)]
    [InlineData("u a u", 0, null)]
    [InlineData("u E u", 0, null)]
    [InlineData("u a E", 0, null)]
    [InlineData("u E", 0, null)]
    [InlineData("", 0, null)]
    [InlineData("u E a", 9, null)]
    public void Without_FromAMessageOn_LeavesOutThoseFromThereOn(string messages, int start, string? expected)
    {
        var heard = Ghosts.Without([.. messages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Message)], start);

        Assert.Equal(expected, heard is null ? null : string.Join(' ', heard.Select(Letter)));
    }

    private static ChatMessage Message(string letter) => letter switch
    {
        "E" => Chat.Assistant(""),
        "a" => Chat.Assistant("a"),
        _ => Chat.User("u"),
    };

    private static string Letter(ChatMessage message) =>
        message.Role == Role.User ? "u" : message.Field("content")!.Value.GetString() is "" ? "E" : "a";
}
