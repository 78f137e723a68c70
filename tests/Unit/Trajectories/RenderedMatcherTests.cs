using CsCheck;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

public sealed class RenderedMatcherTests
{
    private static readonly RenderedMatcher Matcher = new(FamilyRegistry.Find("qwen3")!.MessageForm);

    private const string Plain = """{"role":"assistant","content":"Ok.","reasoning_content":"Hm."}""";

    [Theory]
    [InlineData("""{"role":"assistant","content":"Ok."}""")]
    [InlineData("""{"role":"assistant","content":"Ok.","reasoning_content":null}""")]
    [InlineData("""{"role":"assistant","content":"Ok.","reasoning_content":" "}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"text","text":"Ok.","cache_control":{"type":"ephemeral"}}]}""")]
    public void Matches_WhenTheClientDroppedTheReasoning_IsTrueThatWayRoundAlone(string sent)
    {
        Assert.True(Matcher.Matches(Chat.Message(Plain), Chat.Message(sent)));
        Assert.False(Matcher.Matches(Chat.Message(sent), Chat.Message(Plain)));
    }

    [Theory]
    [InlineData("""{bad""", """{}""")]
    [InlineData("""{bad""", "")]
    [InlineData("""{"a":NaN}""", """{}""")]
    public void Matches_WhenTheClientMadeNothingOfBrokenArguments_IsTrueThatWayRoundAlone(string stored, string sent)
    {
        Assert.True(Matcher.Matches(Chat.Calls(stored), Chat.Calls(sent)));
        Assert.False(Matcher.Matches(Chat.Calls(sent), Chat.Calls(stored)));
        Assert.False(Matcher.Matches(Chat.Calls(stored), Chat.Calls("""{"a":1}""")));
    }

    [Theory]
    [InlineData("{bad", "\"{bad\"")]
    [InlineData("""{"a":1}""", "\"{\\\"a\\\": 1.0}\"")]
    [InlineData("""{"a":60000.0}""", """{"a":6e4}""")]
    [InlineData("""{"a":"\ud800"}""", """{ "a" : "\uD800" }""")]
    public void Matches_WhenArgumentsSpellTheSameValue_IsTrueBothWays(string stored, string sent)
    {
        Assert.True(Matcher.Matches(Chat.Calls(stored), Chat.Calls(sent)));
        Assert.True(Matcher.Matches(Chat.Calls(sent), Chat.Calls(stored)));
    }

    /// <summary>Clients trim each of the blocks in which reasoning was told, and a face puts them together again.</summary>
    [Theory]
    [InlineData("a\\nb", "ab", true)]
    [InlineData(" a \\n\\n b\\n", "ab", true)]
    [InlineData("a\\r\\nb", "a\\nb", true)]
    [InlineData("a b", "ab", false)]
    [InlineData("a\\nb", "a b", false)]
    [InlineData("a\\nb", "b\\na", false)]
    [InlineData("a\\nb", "a", false)]
    public void Matches_OfReasoningWithoutTheEndsOfItsLines_IsTrueBothWays(string stored, string sent, bool expected)
    {
        var (one, other) = (Thought(stored), Thought(sent));

        Assert.Equal((expected, expected), (Matcher.Matches(one, other), Matcher.Matches(other, one)));

        static ChatMessage Thought(string text) => Chat.Message($$"""{"role":"assistant","content":"x","reasoning_content":"{{text}}"}""");
    }

    /// <summary>A family whose template trims, or writes no reasoning, writes alike what is another text elsewhere.</summary>
    [Theory]
    [InlineData("qwen35", """{"role":"user","content":" x\n"}""", """{"role":"user","content":"x"}""", true)]
    [InlineData("qwen3", """{"role":"user","content":" x\n"}""", """{"role":"user","content":"x"}""", false)]
    [InlineData("llama3", """{"role":"assistant","content":"x","reasoning_content":"r"}""", """{"role":"assistant","content":"x","reasoning_content":"s"}""", true)]
    [InlineData("qwen3", """{"role":"assistant","content":"x","reasoning_content":"r"}""", """{"role":"assistant","content":"x","reasoning_content":"s"}""", false)]
    [InlineData("qwen3", """{"role":"assistant","content":"\n\nx","reasoning_content":"r"}""", """{"role":"assistant","content":"x"}""", true)]
    [InlineData("qwen3", """{"role":"assistant","content":"\n\nx"}""", """{"role":"assistant","content":"x"}""", true)]
    [InlineData("kimi25", """{"role":"assistant","content":"\n\nx"}""", """{"role":"assistant","content":"x"}""", false)]
    [InlineData("qwen3", """{"role":"assistant","content":"x","reasoning_content":"r"}""", """{"role":"assistant","content":"<think>\nr\n</think>\n\nx"}""", true)]
    [InlineData("kimi25", """{"role":"assistant","content":"x","reasoning_content":"r"}""", """{"role":"assistant","content":"<think>\nr\n</think>\n\nx"}""", false)]
    [InlineData("kimi25", """{"role":"user","content":"x","name":"a"}""", """{"role":"user","content":"x"}""", false)]
    [InlineData("qwen3", """{"role":"user","content":"x","name":"a"}""", """{"role":"user","content":"x"}""", true)]
    [InlineData("qwen3", """{"role":"user","content":"x","name":"a"}""", """{"role":"user","content":"x","name":"b"}""", true)]
    [InlineData("qwen3", """{"role":"tool","content":"x","name":"a"}""", """{"role":"tool","content":"x"}""", true)]
    [InlineData("qwen3", """{"role":"tool","content":"x"}""", """{"role":"tool","content":"x","name":"a"}""", true)]
    [InlineData("kimi25", """{"role":"tool","content":"x","tool_call_id":"a"}""", """{"role":"tool","content":"x"}""", false)]
    [InlineData("qwen3", """{"role":"tool","content":"x","tool_call_id":"a"}""", """{"role":"tool","content":"x"}""", true)]
    [InlineData("qwen3", """{"role":"tool","content":"x","tool_call_id":"a"}""", """{"role":"tool","content":"x","tool_call_id":"b"}""", false)]
    [InlineData("qwen3", """{"role":"tool","content":"x","name":"a"}""", """{"role":"tool","content":"x","name":"b"}""", false)]
    [InlineData("qwen3", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"x y"}""", true)]
    [InlineData("qwen3", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"xy"}""", false)]
    [InlineData("qwen35", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"xy"}""", true)]
    [InlineData("qwen35", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"x y"}""", false)]
    [InlineData("minimax_m25", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"xy"}""", true)]
    [InlineData("minimax_m25", """{"role":"tool","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"tool","content":"xy"}""", false)]
    [InlineData("inkling", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"x y"}""", false)]
    [InlineData("inkling", """{"role":"tool","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"tool","content":"x y"}""", true)]
    [InlineData("glm47", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"x y"}""", false)]
    public void Matches_AsksTheFamilysForm(string family, string stored, string sent, bool expected) =>
        Assert.Equal(expected, Matcher.For(FamilyRegistry.Find(family)!.MessageForm).Matches(Chat.Message(stored), Chat.Message(sent)));

    [Fact]
    public void Matches_AfterCallsWithOtherIds_FollowsThem()
    {
        var (stored, sent) = (Calls("a", "b"), Calls("b", "c"));
        Assert.True(Matcher.Matches(stored, sent));
        var renamed = Matcher.After(RenamedCalls.None, stored, sent);

        Assert.True(Matcher.Matches(Result("a"), Result("b"), renamed));
        Assert.True(Matcher.Matches(Result("b"), Result("c"), renamed));
        Assert.False(Matcher.Matches(Result("b"), Result("b"), renamed));
        Assert.Equal("a", RenamedCalls.ResultId(renamed.InStoredIds([Result("b")])[0]));

        // The next turn's call has an id of its own again.
        Assert.True(Matcher.Matches(Result("b"), Result("b"), Matcher.After(renamed, Calls("b"), Calls("b"))));
        Assert.Equal(["c", "a"], renamed.InStoredIds([Calls("c"), Result("c"), Result("b")]).Skip(1).Select(RenamedCalls.ResultId));
    }

    [Fact]
    public void InStoredIds_KeepsEverythingElseOfAMessage()
    {
        var renamed = Matcher.After(RenamedCalls.None, Calls("stored"), Calls("sent"));
        var message = Chat.Message("""{"n": 1.50, "role":"tool","tool_call_id":"sent","content":"é\u00e9","x":[ 1e2 ]}""");

        Assert.Equal(
            """{"n":1.50,"role":"tool","tool_call_id":"stored","content":"éé","x":[1e2]}""",
            System.Text.Encoding.UTF8.GetString(CanonicalJson.ToBytes(renamed.InStoredIds([message])[0].Json)));
    }

    /// <summary>Whatever a message holds, matching ends with an answer.</summary>
    [Theory]
    [InlineData("""{"role":"assistant","content":1e99999999999,"tool_calls":[1e99999999999,[],{"function":{"name":{},"arguments":-1e-99999999999}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\"\\ud800\":1,\"\\ud800\":2,\"\\udfff\":NaN}"}}]}""")]
    [InlineData("""{"role":"assistant","content":[null,1,[],{},{"type":1},{"type":"text","text":1}],"reasoning":1,"reasoning_content":[[]]}""")]
    [InlineData("""{"role":"tool","content":{},"tool_call_id":[],"name":{}}""")]
    public void Matches_OfAnything_Answers(string json)
    {
        foreach (var matcher in MatcherRegistry.All)
        {
            Assert.True(matcher.Matches(Chat.Message(json), Chat.Message("{ " + json[1..])), matcher.Name);
            Assert.False(matcher.Matches(Chat.Message(json), Chat.User("x")), matcher.Name);
        }
    }

    [Fact]
    public void Matches_OfDeepOrLongArguments_Answers()
    {
        string Deep(int levels, string space = "") =>
            string.Concat(Enumerable.Repeat($"{{\"b\":{space}", levels)) + "1" + string.Concat(Enumerable.Repeat(",\"a\":0}", levels));

        Assert.True(Matcher.Matches(Chat.Calls(Deep(512)), Chat.Calls(Deep(512, " "))));
        Assert.False(Matcher.Matches(Chat.Calls(Deep(513)), Chat.Calls(Deep(513, " "))));
        Assert.True(Matcher.Matches(Chat.Calls(new string('[', 100_000)), Chat.Calls(new string('[', 100_000))));
        Assert.True(Matcher.Matches(Chat.Calls(new string('[', 100_000)), Chat.Calls("{}")));
    }

    /// <summary>Respellings in any number and order are the stored message; one real change among them makes another of it.</summary>
    [Fact]
    public void Matches_OfARespelledMessage_IsTrue_AndOfAChangedOneFalse() =>
        Gen.Select(Respelling.Stored, Respelling.Any.Array[0, 6], Respelling.AnyChange).Sample((stored, respellings, change) =>
        {
            var sent = respellings.Aggregate(stored, (message, respell) => respell(message));
            var (message, respelled) = (Chat.Message(stored.ToJsonString()), Chat.Message(sent.ToJsonString()));
            if (!Matcher.Matches(message, respelled) || !Matcher.Matches(message, Chat.Message(stored.ToJsonString())))
            {
                return false;
            }

            return change(stored) is not { } changed
                || !Matcher.Matches(message, Chat.Message(respellings.Aggregate(changed, (each, respell) => respell(each)).ToJsonString()));
        });

    /// <summary>Respellings that drop nothing are alike both ways, and alike with each other.</summary>
    [Fact]
    public void Matches_OfMessagesThatLostNothing_IsSymmetricAndTransitive() =>
        Gen.Select(Respelling.Stored, Respelling.Lossless.Array[0, 6], Respelling.Lossless.Array[0, 6]).Sample((stored, ones, others) =>
        {
            var one = Chat.Message(ones.Aggregate(stored, (message, respell) => respell(message)).ToJsonString());
            var other = Chat.Message(others.Aggregate(stored, (message, respell) => respell(message)).ToJsonString());
            return Matcher.Matches(one, other) && Matcher.Matches(other, one);
        });

    private static ChatMessage Result(string id) => Chat.Message($$"""{"role":"tool","content":"x","tool_call_id":"{{id}}"}""");

    private static ChatMessage Calls(params string[] ids) => Chat.Message(
        $$"""{"role":"assistant","tool_calls":[{{string.Join(',', ids.Select(Call))}}]}""");

    private static string Call(string id) =>
        $$$"""{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{}"}}""";
}
