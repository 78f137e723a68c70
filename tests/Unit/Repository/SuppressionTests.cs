namespace Tito.Tests.Unit.Repository;

public sealed class SuppressionTests
{
    [Fact]
    public void Repository_EverySuppression_NamesTheRulesTitleAndAReason() => Findings.AssertNone(
        "Fix what the rule found, or write 'Title of the rule: why it is off here' beside the suppression:",
        RepositoryTree.Files.Where(IsRead).Select(RepositoryTree.Read).SelectMany(Suppressions.Unexplained));

    [Theory]
    [InlineData("A.cs", "#pragma warning disable CA1031 // Do not catch general exception types: the loop outlives its jobs")]
    [InlineData("A.cs", "[SuppressMessage(\"Design\", \"CA1031:Do not catch it\", Justification = \"the loop outlives its jobs\")]")]
    [InlineData("A.cs", "var text = \"#pragma warning disable\";")]
    [InlineData(".editorconfig", "dotnet_diagnostic.CA1014.severity = none # Mark assemblies: no other language here")]
    [InlineData(".editorconfig", "dotnet_diagnostic.CA1014.severity = warning")]
    [InlineData("A.csproj", "<!-- CS1591 Missing XML comment: a name says it. -->\n<NoWarn>$(NoWarn);CS1591</NoWarn>")]
    [InlineData("A.csproj", "<!-- CS1591 Missing comment, CA1707 Underscores: a name says it. -->\n<NoWarn>CS1591;CA1707</NoWarn>")]
    public void Unexplained_WhenTitleAndReasonAreThere_FindsNone(string path, string text) =>
        Assert.Empty(Suppressions.Unexplained(new TextFile(path, text)));

    [Theory]
    [InlineData("A.cs", "#pragma warning disable CA1031")]
    [InlineData("A.cs", "#pragma warning disable")]
    [InlineData("A.cs", "#pragma warning disable CA1031 // needed")]
    [InlineData("A.cs", "[SuppressMessage(\"Design\", \"CA1031\")]")]
    [InlineData("A.cs", "[SuppressMessage(\"Design\", \"CA1031:Do not catch it\")]")]
    [InlineData(".editorconfig", "dotnet_diagnostic.CA1014.severity = none # noise")]
    [InlineData(".editorconfig", "dotnet_analyzer_diagnostic.category-Design.severity = none")]
    [InlineData("A.csproj", "<NoWarn>$(NoWarn);CS1591</NoWarn>")]
    [InlineData("A.csproj", "<PackageReference Include=\"X\" NoWarn=\"NU1701\" />")]
    [InlineData("A.csproj", "<!-- CS1591 Missing XML comment: a name says it. -->\n<NoWarn>CS1591;CA1707</NoWarn>")]
    public void Unexplained_WhenTitleOrReasonIsMissing_NamesTheLine(string path, string text) =>
        Assert.Single(Suppressions.Unexplained(new TextFile(path, text)));

    private static bool IsRead(string path) =>
        Path.GetExtension(path) is ".cs" or ".editorconfig" or ".globalconfig" or ".csproj" or ".props" or ".targets" or ".proj"
        && !path.StartsWith("tests/Unit/Repository/Suppression", StringComparison.Ordinal); // its samples are what it looks for
}
