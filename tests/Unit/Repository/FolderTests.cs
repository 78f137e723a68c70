using System.Reflection;
using System.Xml.Linq;

namespace Tito.Tests.Unit.Repository;

/// <summary>Sub-folders are layers: of two, at most one knows the other, in all projects of the product.</summary>
public sealed class FolderTests
{
    public static TheoryData<string, string> Projects()
    {
        var projects = RepositoryTree.Files
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("functions/", StringComparison.Ordinal))
            .Select(path => XDocument.Parse(RepositoryTree.Read(path).Text))

            // One without a namespace has no code: it only says what packages are fetched.
            .Where(project => Property(project, "RootNamespace") is not null);
        return [.. projects.Select(project => (Property(project, "AssemblyName") ?? Property(project, "RootNamespace")!, Property(project, "RootNamespace")!))];
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_NoSubFolders_FormACircle(string assembly, string root) => Findings.AssertNone(
        "Move the type to the folder that may know both, or to the folder around them:",
        FolderArrow.Circular(FolderArrow.Between(Assembly.Load(assembly), root))
            .Select(arrow => $"{arrow.Folder}: {arrow.From} -> {arrow.To}: {arrow.Evidence}"));

    [Fact]
    public void Between_OfTheSamples_SeesTheOneWay() => Assert.Equal(
        [("Tito.Tests.Unit.Repository.Samples", "Upper", "Lower")],
        FolderArrow.Between(typeof(FolderTests).Assembly, "Tito.Tests.Unit.Repository").Select(arrow => (arrow.Folder, arrow.From, arrow.To)).Distinct());

    [Fact]
    public void Circular_WhenTheWayBackGoesThroughAnotherFolder_SeesEachArrowOfTheCircleAlone()
    {
        FolderArrow[] arrows = [Arrow("X", "A", "B"), Arrow("X", "B", "C"), Arrow("X", "C", "A"), Arrow("X", "D", "A"), Arrow("Y", "B", "A")];

        Assert.Equal(arrows[..3], FolderArrow.Circular(arrows));
    }

    private static FolderArrow Arrow(string folder, string from, string to) => new(folder, from, to, "");

    private static string? Property(XDocument project, string name) => project.Descendants(name).SingleOrDefault()?.Value;
}
