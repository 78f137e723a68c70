using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Calls that agents write anew, under the tools with which they were sampled.</summary>
public sealed class AlteredCallTests
{
    /// <summary>The schema of <c>Edit</c> as Claude Code 2.1.332 declares it, and tools with defaults inside, or none, or no schema.</summary>
    private const string Tools = """
        [
          {"type":"function","function":{"name":"Edit","parameters":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
            "properties":{"file_path":{"type":"string"},"old_string":{"type":"string"},"new_string":{"type":"string"},
              "replace_all":{"description":"Replace all occurrences of old_string (default false)","default":false,"type":"boolean"}},
            "required":["file_path","old_string","new_string"],"additionalProperties":false}}},
          {"type":"function","function":{"name":"Ask","parameters":{"type":"object","properties":{
            "n":{"type":"integer","default":300000},
            "of":{"type":"object","properties":{"deep":{"type":["string","null"],"default":null}}},
            "list":{"type":"array","items":{"type":"object","properties":{"multi":{"default":[1,2.0]}}}}}}}},
          {"type":"function","function":{"name":"Bare"}}
        ]
        """;

    private const string Edit = """{"file_path":"/a","old_string":"x","new_string":"y"}""";

    private static readonly MessageForm Form = FamilyRegistry.Find("qwen3")!.MessageForm;

    /// <summary>Whether a replay is the sampled call, the sampled call and told, or another history.</summary>
    public enum Fate
    {
        Same,
        Told,
        Refused,
    }

    [Theory]
    // A property that is absent is there with its default, on either side and at every depth.
    [InlineData("Edit", Edit, "Edit", """{"file_path":"/a","old_string":"x","new_string":"y","replace_all":false}""", Fate.Same)]
    [InlineData("Edit", """{"replace_all":false,"file_path":"/a","old_string":"x","new_string":"y"}""", "Edit", Edit, Fate.Same)]
    [InlineData("Ask", "{}", "Ask", """{"n":3e5}""", Fate.Same)]
    [InlineData("Ask", """{"n":300000.0,"of":{}}""", "Ask", """{"of":{"deep":null}}""", Fate.Same)]
    [InlineData("Ask", """{"list":[{},{"multi":[1.0,2]}]}""", "Ask", """{"list":[{"multi":[1,2]},{}]}""", Fate.Same)]
    // What no schema gives is more than was sampled.
    [InlineData("Edit", Edit, "Edit", """{"file_path":"/a","old_string":"x","new_string":"y","replace_all":true}""", Fate.Told)]
    [InlineData("Edit", Edit, "Edit", """{"file_path":"/a","old_string":"x","new_string":"y","cwd":"/"}""", Fate.Told)]
    [InlineData("Ask", """{"of":{"a":1}}""", "Ask", """{"of":{"a":1,"b":2}}""", Fate.Told)]
    [InlineData("Bare", """{"a":1}""", "Bare", """{"b":2,"a":1.0}""", Fate.Told)]
    [InlineData("Unknown", """{"a":1}""", "Unknown", """{"a":1,"b":2}""", Fate.Told)]
    // What could not be run may come back as anything: repaired by qwen-code, replaced by opencode.
    [InlineData("Edit", """{"file_path":"/a",""", "Edit", """{"file_path":"/a"}""", Fate.Told)]
    [InlineData("Edit", """{"file_path":"/a",""", "invalid", """{"tool":"Edit","error":"no JSON"}""", Fate.Told)]
    [InlineData("Edit", """{"file_path":"/a"}""", "invalid", """{"tool":"Edit","error":"old_string is missing"}""", Fate.Told)]
    [InlineData("Ask", """{"n":"three"}""", "invalid", """{"tool":"Ask","error":"n"}""", Fate.Told)]
    [InlineData("Ask", """{"n":1.5}""", "invalid", """{"tool":"Ask","error":"n"}""", Fate.Told)]
    [InlineData("Edit", """{"file_path":"/a","old_string":"x","new_string":"y","z":1}""", "invalid", """{"tool":"Edit","error":"z"}""", Fate.Told)]
    [InlineData("edit_file", """{"a":1}""", "invalid", """{"tool":"edit_file","error":"no such tool"}""", Fate.Told)]
    // A call that could be run says what it said.
    [InlineData("Edit", Edit, "Edit", """{"file_path":"/b","old_string":"x","new_string":"y"}""", Fate.Refused)]
    [InlineData("Edit", Edit, "Edit", """{"file_path":"/a","old_string":"x"}""", Fate.Refused)]
    [InlineData("Edit", Edit, "invalid", """{"tool":"Edit","error":"e"}""", Fate.Refused)]
    [InlineData("Edit", """{"file_path":"/a","old_string":"x","new_string":"y","replace_all":true}""", "Edit", Edit, Fate.Refused)]
    [InlineData("Ask", """{"list":[1]}""", "Ask", """{"list":[1,2]}""", Fate.Refused)]
    [InlineData("Ask", """{"n":3}""", "Ask", """{"n":4}""", Fate.Refused)]
    [InlineData("Unknown", """{"a":1}""", "Unknown", """{"a":2}""", Fate.Refused)]
    [InlineData("Bare", """{"\ud800":1}""", "Bare", """{"\ud800":1,"b":2}""", Fate.Refused)]
    public void Position_OfACallWrittenAnew_IsTheSampledOne(string name, string sampled, string sentName, string sent, Fate expected)
    {
        var (trajectory, request) = (Sampled(Call(name, sampled)), Replay(Call(sentName, sent)));

        foreach (var policy in Enum.GetValues<SessionPolicy>())
        {
            var outcome = Positioner(policy).Position(trajectory, request);

            Assert.Equal(expected, outcome is PositionOutcome.Positioned { Parent: not null, Altered: var altered }
                ? altered.IsEmpty ? Fate.Same : Fate.Told
                : Fate.Refused);
        }
    }

    /// <summary>Only the id says that a call which says something else is the sampled one; what says the same needs none.</summary>
    [Theory]
    [InlineData("""{"file_path":"/a","old_string":"x","new_string":"y","replace_all":false}""", true)]
    [InlineData("""{"file_path":"/a","old_string":"x","new_string":"y","replace_all":true}""", false)]
    public void Position_OfACallUnderAnotherId_IsTheSampledOneWhereItSaysTheSame(string sent, bool expected) => Assert.Equal(
        expected,
        Positioner(SessionPolicy.Linear).Position(Sampled(Call("Edit", Edit)), Replay(Call("Edit", sent, "c9"))) is PositionOutcome.Positioned);

    /// <summary>A message of the client's own was never sampled, and no tool's declaration speaks for it.</summary>
    [Fact]
    public void Position_OfTheClientsOwnCallWithADefault_IsAnotherHistory()
    {
        var (shot, filled) = (Call("Edit", Edit), Call("Edit", """{"file_path":"/a","old_string":"x","new_string":"y","replace_all":false}"""));
        var trajectory = Turns([Chat.User("u"), shot, Chat.Tool("t")], Chat.Assistant("a"));

        Assert.Null(Assert.IsType<PositionOutcome.Positioned>(Positioner(SessionPolicy.Tree).Position(
            trajectory, [Chat.User("u"), filled, Chat.Tool("t"), Chat.Assistant("a"), Chat.User("v")])).Parent);
    }

    /// <summary>The place and the digests: SHA-256 of the canonical JSON text, as <c>sha256sum</c> gives them.</summary>
    [Fact]
    public void Position_OfAnAlteredCall_NamesItsPlaceOnce()
    {
        const string Sent = """{"a":1,"b":2}""";
        var trajectory = Sampled(Call("Bare", """{"a":1}"""));

        var found = Assert.IsType<PositionOutcome.Positioned>(
            Positioner(SessionPolicy.Linear).Position(trajectory, Replay(Call("Bare", Sent))));
        var told = Turns(trajectory, [Chat.Tool("t")], Chat.Assistant("b"), found.Altered);
        ImmutableArray<ChatMessage> request = [.. Replay(Call("Bare", Sent)), Chat.Assistant("b"), Chat.User("v")];

        Assert.Equal(
            [
                new MessageDifference(
                    1,
                    "tool_calls[0].function.arguments",
                    Digest.Parse("3dc4eef510cec9eda1ca361042e8152bd62c44288af2d9cc465cc217c381facd"),
                    Digest.Parse("f471f35e0f4c0e168b01b5d7acd30c4485f0d88b2be5aabba227969707f88c08")),
            ],
            found.Altered);
        Assert.Empty(Assert.IsType<PositionOutcome.Positioned>(Positioner(SessionPolicy.Linear).Position(told, request)).Altered);
    }

    [Fact]
    public void Position_OfSeveralAlteredCalls_TellsAllInTheOrderOfTheConversation()
    {
        var trajectory = Turns(Sampled(Call("Bare", """{"a":1}""")), [Chat.Tool("t")], Call("Bare", """{"a":2}""", "c2"), []);
        ImmutableArray<ChatMessage> request =
            [.. Replay(Call("Bare", """{"a":1,"b":1}""")), Call("Bare", """{"a":2,"b":2}""", "c2"), Chat.Tool("t2")];

        var found = Assert.IsType<PositionOutcome.Positioned>(Positioner(SessionPolicy.Linear).Position(trajectory, request));

        Assert.Equal([1, 3], found.Altered.Select(altered => altered.Index));
    }

    /// <summary>The matcher that looks at no call is told of what it passes by.</summary>
    [Theory]
    [InlineData("""{"role":"assistant","content":null}""", "tool_calls")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"Edit","arguments":"{}"}}]}""", "tool_calls[0].function.name")]
    public void Position_UnderRoleAndContentAlone_TellsWhatItPassesBy(string sent, string field)
    {
        var settings = new SessionSettings { Matcher = "role_content_only" };
        var found = Assert.IsType<PositionOutcome.Positioned>(
            new Positioner(settings, Wording.AllRoles, form: Form).Position(Sampled(Call("Bare", "{}")), Replay(Chat.Message(sent))));

        Assert.Equal([(1, field)], found.Altered.Select(altered => (altered.Index, altered.Field)));
    }

    private static Positioner Positioner(SessionPolicy policy) => new(
        new() { Policy = policy, Matcher = "rendered", Altered = AlteredHistory.Refuse }, Wording.AllRoles, form: Form);

    private static ChatMessage Call(string name, string arguments, string id = "c1") => Chat.Message(
        $$$"""{"role":"assistant","content":null,"tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"{{{name}}}","arguments":"{{{JsonEncodedText.Encode(arguments)}}}"}}]}""");

    private static Trajectory Sampled(ChatMessage call) => Turns([Chat.User("u")], call);

    private static ImmutableArray<ChatMessage> Replay(ChatMessage call) => [Chat.User("u"), call, Chat.Tool("t")];

    private static Trajectory Turns(ImmutableArray<ChatMessage> appended, ChatMessage assistant) =>
        Turns(Trajectory.Start(HandMade.Genesis), appended, assistant, []);

    private static Trajectory Turns(
        Trajectory trajectory, ImmutableArray<ChatMessage> appended, ChatMessage assistant, ImmutableArray<MessageDifference> altered)
    {
        var content = HandMade.Talk(appended, assistant);
        return trajectory.Restore(trajectory.Active, content with
        {
            Inputs = new(JsonElement.Parse(Tools), null),
            Exchange = content.Exchange with { Altered = altered },
        });
    }
}
