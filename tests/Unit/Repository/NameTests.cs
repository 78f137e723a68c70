using System.Text.RegularExpressions;

namespace Tito.Tests.Unit.Repository;

/// <summary>A folder or type is named after what it holds; these names say only that it holds something.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void Product_NoTypeOrFolder_HasANameThatSaysNothing() => Findings.AssertNone(
        "Name it after the one thing that it does, and move what does not fit that name:",
        RepositoryTree.CSharpIn("src", "functions").SelectMany(Violations));

    [Theory]
    [InlineData("src/Core/Utils/X.cs", "class X;", "src/Core/Utils/X.cs")]
    [InlineData("src/Core/X.cs", "class TokenHelpers;", "src/Core/X.cs: TokenHelpers")]
    [InlineData("src/Core/X.cs", "class X { record struct SessionManager(int Id); }", "src/Core/X.cs: SessionManager")]
    [InlineData("src/Core/X.cs", "interface ICommon;", "src/Core/X.cs: ICommon")]
    public void Violations_WhenANameSaysNothing_NamesIt(string path, string text, string expected) =>
        Assert.Equal([expected], Violations(new TextFile(path, text)));

    [Fact]
    public void Violations_WhenTheWordIsInTheMiddle_FindsNone() =>
        Assert.Empty(Violations(new TextFile("src/Core/CommonPrefix.cs", "class CommonPrefix; // was a Helper")));

    private static IEnumerable<string> Violations(TextFile file) =>
        file.Path.Split('/', '.').Any(part => SaysNothing.IsMatch(part))
            ? [file.Path]
            : TypeNames.Matches(file.Code)
                .Select(match => match.Groups["name"].Value)
                .Where(name => SaysNothing.IsMatch(name))
                .Select(name => $"{file.Path}: {name}");

    [GeneratedRegex("(Helpers?|Utils?|Utility|Utilities|Common|Managers?)$")]
    private static partial Regex SaysNothing { get; }

    [GeneratedRegex(@"\b(class|struct|record(?!\s+(class|struct)\b)|interface|enum)\s+(?<name>\w+)")]
    private static partial Regex TypeNames { get; }
}
