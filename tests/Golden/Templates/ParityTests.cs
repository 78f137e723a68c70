using System.Text.Json;
using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

public sealed class ParityTests
{
    public static TheoryData<string> Generated => TemplateCorpus.Generated;

    [Fact]
    public void Corpus_HasFiveHundredAndTwentyGeneratedTemplates() => Assert.Equal(520, Generated.Count);

    [Theory]
    [MemberData(nameof(Generated))]
    public void Render_OfAGeneratedTemplate_EqualsJinja2(string name)
    {
        var (source, context) = TemplateCorpus.GeneratedCase(name);

        var outcome = Outcome.Of(() => Template.Parse(source, "case").Render(context));

        Assert.Null(outcome.DifferenceFrom(Outcome.Expected(TemplateCorpus.GeneratedJson(name)), name));
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
            if (outcome.DifferenceFrom(Outcome.Expected(item), $"case {index}") is { } difference)
            {
                yield return (item, difference);
            }
        }
    }
}
