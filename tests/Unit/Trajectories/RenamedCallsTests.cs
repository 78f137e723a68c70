using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>The ids of stored calls behind those that a client gave them.</summary>
public sealed class RenamedCallsTests
{
    [Fact]
    public void After_ACallUnderAnotherId_NamesTheStoredOne()
    {
        var renamed = RenamedCalls.None.After(Calls("c"), Calls("x"));

        Assert.False(renamed.IsEmpty);
        Assert.Equal(("c", "y"), (renamed.StoredId("x"), renamed.StoredId("y")));
    }

    /// <summary>A later call that has the id itself, or has none of its own, is the one that the id names now.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData(null)]
    public void After_ALaterCallWithTheSameId_NamesThatOne(string? stored)
    {
        var renamed = RenamedCalls.None.After(Calls("c"), Calls("x")).After(Calls(stored), Calls("x"));

        Assert.True(renamed.IsEmpty);
        Assert.Equal("x", renamed.StoredId("x"));
    }

    [Fact]
    public void After_CallsWithoutAnId_ChangesNothing()
    {
        var renamed = RenamedCalls.None.After(Calls("c"), Calls("x"));

        Assert.Same(renamed, renamed.After(Calls("d"), Calls([null])));
        Assert.Same(RenamedCalls.None, RenamedCalls.None.After(Calls("d"), Calls([null])));
        Assert.Same(RenamedCalls.None, RenamedCalls.None.After(Calls("d"), Calls("d")));
    }

    /// <summary>Only the model calls: what a client's own message has in that field names nothing.</summary>
    [Fact]
    public void After_AMessageOfAnotherRole_ChangesNothing()
    {
        var renamed = RenamedCalls.None.After(Calls("c"), Calls("x"));
        var user = Chat.Message("""{"role":"user","content":"u","tool_calls":[{"id":"x"}]}""");

        Assert.Same(renamed, renamed.After(user, user));
    }

    [Fact]
    public void InStoredIds_OfMessages_ChangesTheResultsOfRenamedCallsAlone()
    {
        var renamed = RenamedCalls.None.After(Calls("c"), Calls("x"));
        ChatMessage[] sent = [Result("x"), Result("y"), Chat.User("u"), Chat.Tool("t")];

        var messages = renamed.InStoredIds([.. sent]);

        Assert.Equal(["c", "y", null, null], messages.Select(RenamedCalls.ResultId));
        Assert.Equal(sent.Skip(1), messages.Skip(1));
    }

    private static ChatMessage Result(string id) => Chat.Message($$"""{"role":"tool","content":"r","tool_call_id":"{{id}}"}""");

    private static ChatMessage Calls(params string?[] ids) => Chat.Message(
        $$"""{"role":"assistant","tool_calls":[{{string.Join(',', ids.Select(Call))}}]}""");

    private static string Call(string? id) =>
        $$$"""{{{{(id is null ? "" : $"\"id\":\"{id}\",")}}}"type":"function","function":{"name":"f","arguments":"{}"}}""";
}
