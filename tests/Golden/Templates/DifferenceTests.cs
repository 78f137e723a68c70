using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

/// <summary>Jinja2 renders what COMPATIBILITY.md lists; the engine refuses it and says why.</summary>
public sealed class DifferenceTests
{
    private const string Folder = "templates/differences";

    public static TheoryData<string> Names => [.. GoldenFiles.Names(Folder, ".jinja")];

    [Fact]
    public void Corpus_HasEveryDifference() => Assert.True(Names.Count >= 18);

    /// <summary>A difference is in the folder of the error's kind.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Render_OfAListedDifference_RaisesTheListedKind(string path)
    {
        var (kind, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        var document = File.ReadAllText(Path.Combine(TemplateCorpus.Root, "COMPATIBILITY.md"));
        var expected = Outcome.Read($"{Folder}/{path}");

        var raised = Assert.Throws<TemplateException>(
            () => Template.Parse(GoldenFiles.Text($"{Folder}/{path}.jinja"), name).Render(new() { Now = TemplateCorpus.Now }));

        Assert.Equal(kind, raised.Kind.ToString());
        Assert.True(expected.Text is not null || name is "include", $"Jinja2: {expected.Error}");
        Assert.Contains($"`{name}`", document, StringComparison.Ordinal);
    }
}
