using System.Xml.Linq;

namespace Tito.Tests.Unit.Repository;

public sealed class DocumentationTests
{
    [Theory]
    [InlineData("Tito.Jinja")]
    [InlineData("Tito.Tokenizers")]
    [InlineData("Tito.Core")]
    [InlineData("Tito.Storage")]
    [InlineData("Tito.Engines")]
    [InlineData("Tito.Faces")]
    [InlineData("Tito.Simulation")]
    [InlineData("Tito.Server")]
    public void Library_NoSummary_MerelySpacesOutTheName(string library) => Findings.AssertNone(
        "Say what the name does not: the unit, the range, what is left out, when it is null:",
        DocumentationText.Empty(XDocument.Load(Path.Combine(AppContext.BaseDirectory, library + ".xml"))));

    [Theory]
    [InlineData("P:A.TokenBuffer.LastId", "Gets the last id.")]
    [InlineData("T:A.TokenBuffer", "A token buffer.")]
    [InlineData("M:A.TokenBuffer.#ctor(System.Int32)", "Initializes a new instance of the <see cref=\"T:A.TokenBuffer\"/> class.")]
    [InlineData("M:A.Session.CommitTurns(System.String,A.Turn)", "Commit turn.")]
    [InlineData("F:A.Kind.Model", "")]
    public void Empty_WhenTheSummaryIsTheName_NamesTheMember(string member, string summary) =>
        Assert.StartsWith(member, Assert.Single(DocumentationText.Empty(Document(member, summary))), StringComparison.Ordinal);

    [Theory]
    [InlineData("P:A.TokenBuffer.LastId", "The id of the last token, or null when there is none.")]
    [InlineData("P:A.TokenBuffer.Count", "Number of tokens, 0 or more.")]
    [InlineData("F:A.Kind.Model", "Sampled by the engine.")]
    public void Empty_WhenTheSummaryAddsSomething_FindsNone(string member, string summary) =>
        Assert.Empty(DocumentationText.Empty(Document(member, summary)));

    private static XDocument Document(string member, string summary) =>
        XDocument.Parse($"""<doc><members><member name="{member}"><summary>{summary}</summary></member></members></doc>""");
}
