using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Prompts;

/// <summary>When two requests give a template the same, and what is said where they do not.</summary>
public sealed class SentInputsTests
{
    private const string Tool =
        """[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","n":[1,1.5,true,null]}}}]""";

    /// <summary>The same with the keys of the schema in another order.</summary>
    private static readonly string Turned = Tool.Replace(
        "\"type\":\"object\",\"n\":[1,1.5,true,null]", "\"n\":[1,1.5,true,null],\"type\":\"object\"", StringComparison.Ordinal);

    private static readonly ChatRenderer Renderer = TinyModel.Renderer("{{ tools }}");

    public static TheoryData<string?, string?> Alike => new()
    {
        { null, null },
        { null, "[]" },
        { "[]", null },
        { Tool, Tool },
        { Tool, Tool.Replace(",", " ,\n", StringComparison.Ordinal) },
        { Tool, Tool.Replace("\"d\"", "\"\\u0064\"", StringComparison.Ordinal) },
        { Tool, Tool.Replace("1.5,", "15e-1,", StringComparison.Ordinal) },
        {
            Tool,
            """
            [{"function":{"strict":null,"parameters":{"type":"object","n":[1,1.5,true,null]},"extra":1,"description":"d","name":"f"},
            "cache_control":{}}]
            """
        },
        { """[{"function":{"name":"f"}}]""", """[{"function":{"name":"f","description":null,"parameters":null,"strict":false}}]""" },
    };

    public static TheoryData<string?, string?> Unlike => new()
    {
        { null, Tool },
        { Tool, null },
        { Tool, "[]" },
        { Tool, $"{Tool[..^1]},{Tool[1..]}" },
        { Tool, Tool.Replace("\"f\"", "\"g\"", StringComparison.Ordinal) },
        { Tool, Tool.Replace("\"d\"", "\"D\"", StringComparison.Ordinal) },
        { Tool, Tool.Replace("[1,", "[1.0,", StringComparison.Ordinal) },
        { Tool, Tool.Replace("true", "1", StringComparison.Ordinal) },
        { Tool, Tool.Replace(",null]", "]", StringComparison.Ordinal) },
        { Tool, Tool.Replace("1,1.5", "1.5,1", StringComparison.Ordinal) },
        { Tool, Tool.Replace("\"name\":\"f\"", "\"name\":\"f\",\"strict\":true", StringComparison.Ordinal) },
        // Templates print keys in their order, so another order is another prompt.
        { Tool, Turned },
        { """[{"function":{"name":"f"}},{"function":{"name":"g"}}]""", """[{"function":{"name":"g"}},{"function":{"name":"f"}}]""" },
    };

    [Theory]
    [MemberData(nameof(Alike))]
    public void Differences_OfToolsThatATemplateIsGivenAlike_AreNone(string? stored, string? sent)
    {
        var kept = Inputs(stored, null);

        Assert.Empty(Sent(sent, null).Differences(kept));
        Assert.Empty(Sent(sent, null).Differences(kept));
    }

    [Theory]
    [MemberData(nameof(Unlike))]
    public void Differences_OfOtherTools_NameTheFieldAndBothDigests(string? stored, string? sent) =>
        Assert.Equal(new("tools", DigestOf(stored), DigestOf(sent)), Assert.Single(Sent(sent, null).Differences(Inputs(stored, null))));

    /// <summary>Tools that a template writes into what opens the model's turn are in the prompt as well.</summary>
    [Theory]
    [InlineData("{% if add_generation_prompt %}{{ tools }}{% endif %}", 1)]
    [InlineData("{% if not add_generation_prompt %}{{ tools }}{% endif %}", 0)]
    public void Differences_OfKeysInAnotherOrder_AreThoseOfAPromptThatIsGeneratedFrom(string template, int count) => Assert.Equal(
        count, new SentInputs(TinyModel.Renderer(template), null, Inputs(Turned, null)).Differences(Inputs(Tool, null)).Length);

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("""{"a":1}""", """{ "a" : 1 }""", "")]
    [InlineData("""{"a":1,"b":"x"}""", """{"b":"\u0078","a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "chat_template_kwargs.a")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"y":2,"x":1}}""", "chat_template_kwargs.a")]
    [InlineData("""{"a":null}""", null, "chat_template_kwargs.a")]
    [InlineData(null, """{"a":null}""", "chat_template_kwargs.a")]
    [InlineData("""{"a":1,"b":2}""", """{"d":4,"a":5}""", "chat_template_kwargs.d chat_template_kwargs.a chat_template_kwargs.b")]
    [InlineData("""{"reasoning_effort":"low"}""", """{"reasoning_effort":"high"}""", "reasoning_effort")]
    public void Differences_OfArguments_NameEachThatATemplateIsGivenOtherwise(string? stored, string? sent, string fields) =>
        Assert.Equal(fields, string.Join(' ', Sent(null, sent).Differences(Inputs(null, stored)).Select(difference => difference.Field)));

    [Fact]
    public void Differences_OfAnArgument_HaveTheDigestsOfItsValues() => Assert.Equal(
        [new("chat_template_kwargs.a", Digest.Of("\"y\""u8), Digest.Of("\"x\""u8)), new("chat_template_kwargs.b", Digest.Of("2"u8), null)],
        Sent(null, """{"a":"x"}""").Differences(Inputs(null, """{"a":"y","b":2}""")));

    [Fact]
    public void Differences_OfAnEffort_AreThoseOfWhatItBecomes()
    {
        var stored = new SentInputs(Renderer, null, Inputs(null, null, "\"low\"")).ToStore();

        Assert.Empty(new SentInputs(Renderer, null, Inputs(null, null, "\"low\"")).Differences(stored));
        Assert.Equal(["reasoning_effort"], Fields("\"high\""));
        Assert.Equal(["reasoning_effort", "chat_template_kwargs.thinking", "chat_template_kwargs.enable_thinking"], Fields("\"none\""));

        IEnumerable<string> Fields(string effort) =>
            new SentInputs(Renderer, null, Inputs(null, null, effort)).Differences(stored).Select(difference => difference.Field);
    }

    [Fact]
    public void Differences_OfTheServersArguments_Count()
    {
        var stored = new SentInputs(Renderer, JsonElement.Parse("""{"enable_thinking":false}"""), TurnInputs.None).ToStore();

        Assert.Equal("chat_template_kwargs.enable_thinking", Assert.Single(Sent(null, null).Differences(stored)).Field);
    }

    /// <summary>Where a template prints the keys of a schema as they came, another order is another prompt.</summary>
    [Theory]
    [InlineData("{{ tools | tojson }}", true)]
    [InlineData("{{ tools | tojson(sort_keys=true) }}", false)]
    [InlineData("{% for t in tools %}{{ t.function.name }}{% endfor %}", false)]
    [InlineData("{% if messages | length == 2 %}{{ raise_exception('x') }}{% endif %}", true)]
    public void Differences_OfTheOrderOfKeys_AreThoseOfTheRenderedDeclaration(string template, bool differs)
    {
        Assert.Equal(differs, !Differences(Turned).IsEmpty);
        Assert.NotEmpty(Differences(Tool.Replace("true", "false", StringComparison.Ordinal)));

        System.Collections.Immutable.ImmutableArray<InputDifference> Differences(string sent) =>
            new SentInputs(TinyModel.Renderer(template), null, Inputs(sent, null)).Differences(Inputs(Tool, null));
    }

    /// <summary>A client that writes its tools in a way of its own does so in each request.</summary>
    [Fact]
    public void Remember_OfAnotherSpelling_IsKnownByItsHashAlone()
    {
        var stored = Inputs(Tool, null);
        var spaced = JsonElement.Parse(Tool.Replace(",", ", ", StringComparison.Ordinal));

        Assert.False(stored.IsKnownAs(spaced));
        Assert.Empty(Sent(spaced.GetRawText(), null).Differences(stored));

        Assert.True(stored.IsKnownAs(spaced));
        Assert.True(stored.IsKnownAs(JsonElement.Parse(Tool)));
        Assert.False(stored.IsKnownAs(JsonElement.Parse(Tool.Replace("\"f\"", "\"g\"", StringComparison.Ordinal))));
        Assert.False(stored.IsKnownAs(null));
    }

    private static SentInputs Sent(string? tools, string? arguments) => new(Renderer, null, Inputs(tools, arguments));

    private static TurnInputs Inputs(string? tools, string? arguments, string? effort = null) => new(
        Json(tools), Json(arguments), effort is null ? null : ReasoningEffort.Of(JsonElement.Parse(effort), "reasoning_effort"));

    private static Digest? DigestOf(string? json) => Json(json) is { } value ? Digest.Of(CanonicalJson.ToBytes(value)) : null;

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
