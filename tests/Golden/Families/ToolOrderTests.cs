using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Tests.Golden.Families;

/// <summary>Why the order of keys is part of what tools are: every template but one prints a schema as it came; that one sorts.</summary>
public sealed class ToolOrderTests
{
    private const string B = "\"b\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}";
    private const string A = "\"a\":{\"type\":\"number\"}";
    private const string Tools = Start + $"{B},{A}" + End;
    private const string Turned = Start + $"{A},{B}" + End;
    private const string Start =
        """[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{""";
    private const string End = "}}}}]";

    public static TheoryData<string> Families => [.. FamilyCorpus.Names];

    [Theory]
    [MemberData(nameof(Families))]
    public void Render_OfToolsInAnotherOrder_IsAnotherPromptButWhereTheTemplateSorts(string family)
    {
        var text = Render(family, Tools);

        Assert.NotEqual(Render(family, null), text);
        Assert.Equal(family == "inkling", Render(family, Turned) == text);
    }

    /// <summary>What is compared as alike is rendered alike.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Render_OfToolsInAnotherSpelling_IsTheSamePrompt(string family) => Assert.Equal(
        Render(family, Tools),
        Render(family, Tools
            .Replace(",", " , ", StringComparison.Ordinal)
            .Replace("\"description\":\"d\"", "\"strict\":null,\"extra\":1,\"description\":\"\\u0064\"", StringComparison.Ordinal)));

    private static string Render(string family, string? tools)
    {
        var renderer = FamilyCorpus.Model(family).Renderer;
        return renderer.Render(new()
        {
            Messages = ChatMessage.ParseList(
                JsonElement.Parse("""[{"role":"system","content":"s"},{"role":"user","content":"u"}]"""), "messages"),
            Tools = ToolList.Parse(tools is null ? null : JsonElement.Parse(tools)),
            Arguments = TemplateArguments.Merge(renderer.Family, null, null),
            AddGenerationPrompt = true,
            Now = FamilyCorpus.Now,
        });
    }
}
