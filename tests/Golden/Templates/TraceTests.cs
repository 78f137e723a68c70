using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

public sealed class TraceTests
{
    public static TheoryData<string> Generated => TemplateCorpus.Generated;

    [Theory]
    [MemberData(nameof(Generated))]
    public void Trace_OfAGeneratedTemplate_RendersWhatRenderDoesAndCoversItWithOrigins(string name)
    {
        var (source, context) = TemplateCorpus.GeneratedCase(name);
        TracedTemplate? traced = null;

        var expected = Outcome.Of(() => Template.Parse(source, "case").Render(context));
        var actual = Outcome.Of(() => (traced = Template.Parse(source, "case").Trace(context, context.Variables.Values)).Text);

        Assert.Equal(expected, actual);
        if (traced is { Text.Length: > 0 })
        {
            Assert.Equal(0, traced.Origins[0].Start);
            Assert.True(traced.Origins.Zip(traced.Origins.Skip(1)).All(pair => pair.First.Start < pair.Second.Start), source);
        }
    }
}
