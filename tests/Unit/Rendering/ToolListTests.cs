using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Tests.Unit.Rendering;

/// <summary>The expected texts are Python's <c>json.dumps(tools)</c> of the form that SGLang dumps.</summary>
public sealed class ToolListTests
{
    private static readonly ChatRenderer Renderer = TinyModel.Renderer("{{ tools | tojson }}");

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("[]")]
    public void Parse_WithoutTools_IsEmptyAndTheTemplateSeesNone(string? json)
    {
        Assert.True(Requests.Tools(json).IsEmpty);
        Assert.Equal("null", Render(json));
    }

    [Theory]
    [InlineData(
        """[{"function":{"name":"f"}}]""",
        """[{"type": "function", "function": {"description": null, "name": "f", "parameters": null, "strict": false}}]""")]
    [InlineData(
        """[{"x":1,"function":{"strict":true,"y":2,"parameters":{"b":1.50,"a":{"type":"string"}},"name":"f","description":"d"},"type":"function"}]""",
        """[{"type": "function", "function": {"description": "d", "name": "f", "parameters": {"b": 1.5, "a": {"type": "string"}}, "strict": true}}]""")]
    [InlineData(
        """[{"function":{"name":"f","description":null,"parameters":null,"strict":null}},{"function":{"name":"g"}}]""",
        """[{"type": "function", "function": {"description": null, "name": "f", "parameters": null, "strict": false}}, {"type": "function", "function": {"description": null, "name": "g", "parameters": null, "strict": false}}]""")]
    [InlineData(
        """[{"name":"f","type":"function","x":1},{"function":{"name":"g"}}]""",
        """[{"type": "function", "function": {"description": null, "name": "f", "parameters": null, "strict": false}}, {"type": "function", "function": {"description": null, "name": "g", "parameters": null, "strict": false}}]""")]
    public void Parse_FillsDefaultsInTheEnginesOrderAndDropsUnknownKeys(string json, string expected) => Assert.Equal(expected, Render(json));

    [Theory]
    [InlineData("{}", "tools")]
    [InlineData("\"f\"", "tools")]
    [InlineData("[1]", "tools[0]")]
    [InlineData("""[{"type":"function"}]""", "tools[0]")]
    [InlineData("""[{"function":"f"}]""", "tools[0]")]
    [InlineData("""[{"name":"f","function":null}]""", "tools[0]")]
    [InlineData("""[{"name":"f","type":"custom"}]""", "tools[0].type")]
    [InlineData("""[{"name":1}]""", "tools[0].function.name")]
    [InlineData("""[{"function":{"name":"f"}},{"type":"web_search","function":{"name":"f"}}]""", "tools[1].type")]
    [InlineData("""[{"type":null,"function":{"name":"f"}}]""", "tools[0].type")]
    [InlineData("""[{"function":{}}]""", "tools[0].function.name")]
    [InlineData("""[{"function":{"name":null}}]""", "tools[0].function.name")]
    [InlineData("""[{"function":{"name":1}}]""", "tools[0].function.name")]
    [InlineData("""[{"function":{"name":"f","description":1}}]""", "tools[0].function.description")]
    [InlineData("""[{"function":{"name":"f","parameters":[]}}]""", "tools[0].function.parameters")]
    [InlineData("""[{"function":{"name":"f","strict":"yes"}}]""", "tools[0].function.strict")]
    [InlineData("""[{"function":{"name":"\ud800"}}]""", "tools[0].function.name")]
    public void Parse_WhenAToolIsNotOfTheForm_NamesThePlace(string json, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Requests.Tools(json)).Param);

    private static string Render(string? tools) => Renderer.Render(Requests.Of(Renderer.Family, [], tools));
}
