using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Completions.Calls;
using Tito.Core.Families;

namespace Tito.Tests.Unit.Completions;

public sealed class TypedValueTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "String")]
    [InlineData("""{"type":["integer","null"]}""", "Integer, Null")]
    [InlineData(
        """{"anyOf":[{"type":"number"},{"oneOf":[{"type":"array"},{"type":"null"}]}]}""",
        "Number, Array, Null")]
    [InlineData("""{"type":"object","nullable":true}""", "Object, Null")]
    [InlineData("""{"enum":["a",1,null]}""", "String, Number, Null")]
    [InlineData("""{"const":false}""", "Boolean")]
    [InlineData("""{"properties":{}}""", "Object")]
    [InlineData("""{"items":{}}""", "Array")]
    [InlineData("""{"$ref":"#/$defs/t"}""", "Boolean")]
    [InlineData("""{"$ref":"#/$defs/loop"}""", "None")]
    [InlineData("""{"$ref":"elsewhere"}""", "None")]
    [InlineData("""{"type":"float"}""", "Number")]
    [InlineData("""{"type":"date"}""", "None")]
    [InlineData("""{"type":1,"anyOf":2,"enum":3}""", "None")]
    [InlineData("true", "None")]
    public void TypesOf_OfASchema_TakesAllThatItNames(string schema, string types) => Assert.Equal(
        Enum.Parse<ParameterTypes>(types),
        ParameterSchema.TypesOf(
            JsonElement.Parse(schema),
            JsonElement.Parse("""{"$defs":{"t":{"type":"boolean"},"loop":{"$ref":"#/$defs/loop"}}}""")));

    [Theory]
    [InlineData("[1, 'a', \"b\", True, False, None, -2.5e3]", """[1, "a", "b", true, false, null, -2.5e3]""")]
    [InlineData("{'a': {'b': (1,)}, \"c\": [],}", """{"a": {"b": [1]}, "c": []}""")]
    [InlineData(@"'it\'s ""x""\n\\'", @"""it's \""x\""\n\\""")]
    [InlineData(" { } ", "{}")]
    [InlineData("{1: 2}", null)]
    [InlineData("['a'", null)]
    [InlineData("['a' 'b']", null)]
    [InlineData("[1] [2]", null)]
    [InlineData("'a", null)]
    [InlineData(@"'\x41'", null)]
    [InlineData("f(1)", null)]
    [InlineData("01", null)]
    [InlineData("", null)]
    public void ToJson_OfAPythonLiteral_IsItsJson(string text, string? json) => Assert.Equal(json, PythonLiteral.ToJson(text));

    [Fact]
    public void ToJson_OfALiteralThatNestsTooDeep_IsNull() => Assert.Null(PythonLiteral.ToJson(new string('[', 100_000)));

    /// <summary>What its model calls JSON: a string too, which only a text without that word is quoted for.</summary>
    [Theory]
    [InlineData("\"fast\"", "\"fast\"")]
    [InlineData(" \"fast\"\n", "\"fast\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("5", "5")]
    [InlineData("[\"a\"]", "[\"a\"]")]
    [InlineData("null", "null")]
    [InlineData("\"fast", "\"\\\"fast\"")]
    [InlineData("fast ", "\"fast \"")]
    [InlineData("", "\"\"")]
    public void OfJson_OfAText_IsTheTextWhereItIsJson(string text, string json) => Assert.Equal(json, TypedValue.OfJson(text));

    [Theory]
    [InlineData("f(a=1, b='x',)", "f", """{"a": 1, "b": "x"}""")]
    [InlineData("a.b( )", "a.b", "{}")]
    [InlineData("f(1)", null, null)]
    [InlineData("f(a=1, a=2)", null, null)]
    [InlineData("f(a=1", null, null)]
    [InlineData("f(a=1) + 1", null, null)]
    [InlineData("1f(a=1)", null, null)]
    [InlineData("x", null, null)]
    public void ReadCall_OfKeywords_GivesNameAndArguments(string text, string? name, string? arguments) =>
        Assert.Equal((name, arguments), PythonLiteral.ReadCall(text) is var (found, json) ? (found, json) : (null, null));

    [Theory]
    [InlineData(" name=\"a b\" string=\"true\"", "name", "a b")]
    [InlineData(" name='a'", "name", "a")]
    [InlineData(" name=a string=true", "string", "true")]
    [InlineData(" string = \"x\" name=\"y\"", "string", "x")]
    [InlineData(" rename=\"a\" name=\"b\"", "name", "b")]
    [InlineData(" name=\"a", "name", null)]
    [InlineData(" name", "name", null)]
    [InlineData(" name=", "name", null)]
    public void Attribute_OfATag_IsItsValue(string head, string attribute, string? value) =>
        Assert.Equal(value, TagHead.Attribute(head, attribute));

    [Fact]
    public void OfParser_OfEachBuiltInFamily_IsItsFormat() => Assert.All(
        FamilyRegistry.All.Where(family => family.ToolCallParser is not null),
        family => Assert.Equal(family.Completion, CompletionFormats.OfParser(family.ToolCallParser)));
}
