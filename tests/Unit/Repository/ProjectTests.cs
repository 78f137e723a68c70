using System.Xml.Linq;

namespace Tito.Tests.Unit.Repository;

/// <summary>The arrows between the projects, and what the domain stands on.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["src/Jinja"] = [],
        ["src/Tokenizers"] = [],
        ["src/Core"] = ["src/Jinja", "src/Tokenizers"],
        ["src/Storage"] = ["src/Core"],
        ["src/Engines"] = ["src/Core"],
        ["src/Faces"] = ["src/Core"],
        ["src/Simulation"] = ["src/Core"],
        ["src/Server"] = ["src/Faces", "src/Simulation", "src/Storage", "src/Engines", "src/Core"],
        ["functions"] = ["src/Server"],
        ["functions/HostExtensions"] = [],
        ["src/Replay"] = ["src/Server", "src/Faces", "src/Simulation", "src/Storage", "src/Engines", "src/Core"],
        ["src/Cli"] = ["src/Replay", "src/Server", "src/Faces", "src/Simulation", "src/Storage", "src/Engines", "src/Core"],
    };

    private static IEnumerable<TextFile> ProductProjects => RepositoryTree.Files
        .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
        .Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("functions/", StringComparison.Ordinal))
        .Select(RepositoryTree.Read);

    [Fact]
    public void ProductProjects_EveryReference_FollowsTheArrows() => Findings.AssertNone(
        "Arrows run functions, src/Cli -> src/Replay -> src/Server -> src/Faces, src/Engines, src/Simulation, src/Storage -> src/Core -> src/Jinja, src/Tokenizers. Turn the reference round, or put the shared type into Core:",
        ProductProjects.SelectMany(ForbiddenReferences));

    [Fact]
    public void ProductProjects_AreAllInTheTable() =>
        Assert.Equal(MayReference.Keys.Order(), ProductProjects.Select(project => Folder(project.Path)).Order());

    [Theory]
    [InlineData("src/Core/Tito.Core.csproj")]
    [InlineData("src/Jinja/Tito.Jinja.csproj")]
    [InlineData("src/Tokenizers/Tito.Tokenizers.csproj", "Microsoft.ML.Tokenizers")]
    public void Domain_HasNoOtherRuntimePackage(string project, params string[] packages) =>
        Assert.Equal(packages, Included(RepositoryTree.Read(project), "PackageReference"));

    [Theory]
    [InlineData("src/Core/Tito.Core.csproj")]
    [InlineData("src/Jinja/Tito.Jinja.csproj")]
    [InlineData("src/Tokenizers/Tito.Tokenizers.csproj")]
    public void Domain_IsHeldToTheBannedSymbols(string project) =>
        Assert.Contains("../BannedSymbols.txt", Included(RepositoryTree.Read(project), "AdditionalFiles"));

    [Fact]
    public void ForbiddenReferences_WhenStorageKnowsEngines_NamesTheArrow()
    {
        var project = new TextFile(
            "src/Storage/X.csproj",
            """<Project><ItemGroup><ProjectReference Include="..\Engines\E.csproj;../Core/C.csproj" /></ItemGroup></Project>""");

        Assert.Equal(["src/Storage -> src/Engines"], ForbiddenReferences(project));
    }

    private static IEnumerable<string> ForbiddenReferences(TextFile project)
    {
        var from = Folder(project.Path);
        return Included(project, "ProjectReference")
            .Select(path => Folder(Path.GetRelativePath(RepositoryTree.Root, Path.Combine(RepositoryTree.Root, from, path))))
            .Except(MayReference.GetValueOrDefault(from, []))
            .Select(to => $"{from} -> {to}");
    }

    /// <summary>What is named; an analyzer, which is private to its project, is in no package and no program.</summary>
    private static IEnumerable<string> Included(TextFile project, string element) =>
        XDocument.Parse(project.Text).Descendants(element)
            .Where(item => item.Attribute("PrivateAssets")?.Value != "all")
            .SelectMany(item => item.Attribute("Include")!.Value.Split(';'))
            .Select(path => path.Replace('\\', '/'));

    private static string Folder(string path) => Path.GetDirectoryName(path)!.Replace('\\', '/');
}
