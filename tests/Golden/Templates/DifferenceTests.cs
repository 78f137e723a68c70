using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

public sealed class DifferenceTests
{
    /// <summary>Jinja2 renders what COMPATIBILITY.md lists; the engine refuses it and says why.</summary>
    [Fact]
    public void Render_OfAListedDifference_RaisesTheListedKind()
    {
        var cases = TemplateCorpus.Cases("differences.jsonl").ToList();
        var document = File.ReadAllText(Path.Combine(TemplateCorpus.Root, "COMPATIBILITY.md"));

        Assert.Equal(18, cases.Count);
        foreach (var item in cases)
        {
            var name = item.GetProperty("name").GetString()!;
            var exception = Assert.Throws<TemplateException>(() => Template
                .Parse(item.GetProperty("template").GetString()!, name)
                .Render(TemplateCorpus.Context(item.GetProperty("context"))));
            Assert.Equal((name, item.GetProperty("kind").GetString()), (name, exception.Kind.ToString()));
            Assert.True(item.GetProperty("jinja2").TryGetProperty("text", out _) || name is "include", name);
            Assert.Contains($"`{name}`", document, StringComparison.Ordinal);
        }
    }
}
