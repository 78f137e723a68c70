using System.Text.Json;
using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

public sealed class ParityTests
{
    [Fact]
    public void Render_OfGeneratedTemplates_EqualsJinja2()
    {
        var cases = TemplateCorpus.Cases("grammar/cases.jsonl").ToList();

        Assert.Equal(400, cases.Count);
        Assert.Empty(Differences(cases).Select(static difference => difference.Words));
    }

    [Fact]
    public void Render_OfTheFixedQwen3Template_EqualsJinja2()
    {
        var template = Template.Parse(File.ReadAllText(Path.Combine(TemplateCorpus.Root, "src/Core/Families/qwen3.jinja")), "qwen3");

        Assert.Empty(TemplateCorpus.Cases("qwen3/fixed.jsonl").Select((item, index) => Outcome
            .Of(() => template.Render(TemplateCorpus.Context(item.GetProperty("context"))))
            .DifferenceFrom(Outcome.Expected(item), index)).OfType<string>());
    }

    /// <summary>
    /// Judges what <c>tools/oracle/templates/parity.py</c> wrote, at any size: <c>TITO_TEMPLATE_PARITY=FILE</c>. The cases that differ go
    /// to the file that <c>TITO_TEMPLATE_DIFFERENCES</c> names, if it names one.
    /// </summary>
    [Fact]
    public void Render_OfTheGivenFile_EqualsJinja2()
    {
        var file = Environment.GetEnvironmentVariable("TITO_TEMPLATE_PARITY");
        Assert.SkipWhen(file is null, "TITO_TEMPLATE_PARITY names no file of cases");

        var differences = Differences(File.ReadLines(file!).Select(line => JsonElement.Parse(line))).ToList();
        if (Environment.GetEnvironmentVariable("TITO_TEMPLATE_DIFFERENCES") is { } differing)
        {
            File.WriteAllLines(differing, differences.Select(static difference => difference.Case.GetRawText()));
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences.Take(20).Select(static difference => difference.Words)));
    }

    private static IEnumerable<(JsonElement Case, string Words)> Differences(IEnumerable<JsonElement> cases)
    {
        var (source, index) = ("", -1);
        Template? template = null;
        foreach (var item in cases)
        {
            index++;
            var next = item.GetProperty("template").GetString()!;
            var outcome = Outcome.Of(() =>
            {
                template = source == next && template is not null ? template : Template.Parse(next, "case");
                return template.Render(TemplateCorpus.Context(item.GetProperty("context")));
            });
            template = source == next || outcome.Text is not null ? template : null;
            source = next;
            if (outcome.DifferenceFrom(Outcome.Expected(item), index) is { } difference)
            {
                yield return (item, difference);
            }
        }
    }
}
