using System.Text.Json;
using Tito.Jinja;
using Tito.Jinja.Lexing;
using Tito.Jinja.Parsing;
using Tito.Jinja.Syntax;

namespace Tito.Tests.Golden.Templates;

public sealed class StageTests
{
    [Fact]
    public void Lexer_OnItsCases_YieldsTheTokensOrTheErrorOfJinja2() => Check("lexer", (item, source) =>
    {
        var text = SourceText.Normalize(source, "case");
        var tokens = Lexer.Tokenize(text).SkipLast(1).Select(token => JinjaToken.Of(token, text.Text));
        var expected = item.GetProperty("tokens").EnumerateArray().Select(token =>
            new JinjaToken(token[0].GetInt32(), token[1].GetString()!, token[2].GetString()!));
        Assert.Equal(expected, tokens);
    });

    [Fact]
    public void Parser_OnItsCases_YieldsTheTreeOrTheErrorOfJinja2() => Check("parser", (item, source) => Assert.Equal(
        item.GetProperty("tree").GetString(), SyntaxDump.Of(Parser.Parse(SourceText.Normalize(source, "case"), 100))));

    [Fact]
    public void Render_OnItsCases_YieldsTheTextOrTheErrorOfJinja2() => Check("render", (item, source) => Assert.Equal(
        item.GetProperty("text").GetString(),
        Template.Parse(source, "case").Render(TemplateCorpus.Context(item.GetProperty("context")))));

    /// <summary>Runs a stage's cases; what raises must raise with Jinja2's words, on its line, with the caret at the marked place.</summary>
    private static void Check(string stage, Action<JsonElement, string> check)
    {
        var cases = TemplateCorpus.Cases($"stages/{stage}.jsonl").ToList();
        var errors = cases.Where(item => item.TryGetProperty("error", out _)).ToList();
        Assert.True(errors.Count * 3 >= cases.Count, $"{stage}: a third of the cases must be errors");
        foreach (var item in cases.Except(errors))
        {
            check(item, MarkedSource.Parse(item.GetProperty("template").GetString()!).Text);
        }

        var differences = errors.Select(DifferenceOf).OfType<string>().ToList();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static string? DifferenceOf(JsonElement item)
    {
        var source = MarkedSource.Parse(item.GetProperty("template").GetString()!);
        var name = item.GetProperty("name").GetString();
        try
        {
            Template.Parse(source.Text, "case").Render(TemplateCorpus.Context(item.GetProperty("context")));
            return $"{name}: nothing was raised";
        }
        catch (TemplateException exception)
        {
            var isOwnWord = item.GetProperty("error").GetString() is "TemplateSyntaxError" or "TemplateAssertionError" or "UndefinedError" or "TemplateError";
            var expected = (Detail: isOwnWord ? item.GetProperty("message").GetString()! : exception.Detail, source.Line, source.Column, source.Excerpt);
            var actual = (exception.Detail, exception.Line, exception.Column, exception.Excerpt);
            var blames = item.GetProperty("line") is { ValueKind: JsonValueKind.Number } line ? line.GetInt32() : exception.Line;
            return actual == expected && blames == exception.Line ? null : $"{name}: expected {expected} on line {blames}, got {actual}";
        }
    }
}
