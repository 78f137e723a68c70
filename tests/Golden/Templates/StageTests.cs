using System.Text.Json;
using Tito.Jinja;
using Tito.Jinja.Lexing;
using Tito.Jinja.Parsing;
using Tito.Jinja.Source;

namespace Tito.Tests.Golden.Templates;

/// <summary>Each stage of the engine on templates of its own.</summary>
public sealed class StageTests
{
    private const string Folder = "templates/stages";

    public static TheoryData<string> Lexed => Yielding("lexing");

    public static TheoryData<string> Parsed => Yielding("parsing");

    public static TheoryData<string> Rendered => Yielding("rendering");

    public static TheoryData<string> Raising => [.. GoldenFiles.Names(Folder, GoldenFiles.Error)];

    [Theory]
    [MemberData(nameof(Lexed))]
    public void Tokenize_OfATemplate_YieldsTheTokensOfJinja2(string name)
    {
        var text = SourceText.Normalize(Source(name), "case");

        var tokens = Lexer.Tokenize(text).SkipLast(1).Select(token => JinjaToken.Of(token, text.Text));

        Assert.Equal(GoldenFiles.Lines($"{Folder}/{name}{GoldenFiles.Expected}").Select(JinjaToken.Parse), tokens);
    }

    [Theory]
    [MemberData(nameof(Parsed))]
    public void Parse_OfATemplate_YieldsTheTreeOfJinja2(string name) => Assert.Equal(
        GoldenFiles.Text($"{Folder}/{name}{GoldenFiles.Expected}"),
        SyntaxDump.Of(Parser.Parse(SourceText.Normalize(Source(name), "case"), 100)) + "\n");

    [Theory]
    [MemberData(nameof(Rendered))]
    public void Render_OfATemplate_YieldsTheTextOfJinja2(string name) => Assert.Equal(
        GoldenFiles.Text($"{Folder}/{name}{GoldenFiles.Expected}"), Template.Parse(Source(name), "case").Render(Context(name)));

    /// <summary>With Jinja2's words, on its line, and with the caret at the marked place.</summary>
    [Theory]
    [MemberData(nameof(Raising))]
    public void Render_OfATemplateThatRaises_NamesTheErrorOfJinja2AndThePlace(string name)
    {
        var expected = StageError.Read($"{Folder}/{name}{GoldenFiles.Error}");

        var raised = Assert.Throws<TemplateException>(() => Template.Parse(Source(name), "case").Render(Context(name)));

        Assert.Equal((expected.Line, expected.Column, expected.Excerpt), (raised.Line, raised.Column, raised.Excerpt));
        Assert.Equal(expected.HasJinjasWords ? expected.Message : raised.Detail, raised.Detail);
        Assert.Equal(expected.BlamedLine ?? raised.Line, raised.Line);
    }

    [Theory]
    [InlineData("lexing", 36)]
    [InlineData("parsing", 45)]
    [InlineData("rendering", 75)]
    public void Corpus_OfAStage_HasOneOutcomeForEachTemplateAndAThirdOfThemErrors(string stage, int count)
    {
        var templates = GoldenFiles.Names($"{Folder}/{stage}", ".jinja").ToList();
        var errors = GoldenFiles.Names($"{Folder}/{stage}", GoldenFiles.Error).ToList();

        Assert.Equal(templates, GoldenFiles.Names($"{Folder}/{stage}", GoldenFiles.Expected).Concat(errors).Order(StringComparer.Ordinal));
        Assert.True(
            templates.Count >= count && errors.Count * 3 >= templates.Count, $"{errors.Count} of {templates.Count} templates raise");
    }

    private static TheoryData<string> Yielding(string stage) =>
        [.. GoldenFiles.Names($"{Folder}/{stage}", GoldenFiles.Expected).Select(name => $"{stage}/{name}")];

    /// <summary>The template without the guillemets that mark what an error must point at.</summary>
    private static string Source(string name) => GoldenFiles.Text($"{Folder}/{name}.jinja")
        .Replace("«", "", StringComparison.Ordinal)
        .Replace("»", "", StringComparison.Ordinal);

    private static TemplateContext Context(string name) => TemplateCorpus.Context(
        GoldenFiles.Exists($"{Folder}/{name}.context.json") ? GoldenFiles.Json($"{Folder}/{name}.context.json") : JsonElement.Parse("{}"));
}
