using System.Text.Json;

namespace Tito.Tests.Unit.Repository;

/// <summary>
/// A package under Microsoft's own terms, which the worker's build package would restore for a project that it writes, is in no project of
/// ours and in nothing that a restore or a build left (docs/adr/0031-an-isolated-worker.md). The published folder has a test of its own.
/// </summary>
public sealed class ForeignTermsTests
{
    private const string Package = "Microsoft.AspNet.WebApi.Client";

    private static readonly string[] Projects = [".csproj", ".props", ".targets", ".proj", "packages.lock.json"];

    private static string Intermediates => Path.Combine(RepositoryTree.Root, "artifacts", "obj");

    [Fact]
    public void Projects_NameThePackageNowhere() => Assert.All(
        RepositoryTree.Files.Where(path => Projects.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))),
        path => Assert.DoesNotContain(Package, RepositoryTree.Read(path).Text, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Restore_OfEachProject_LacksThePackage()
    {
        var assets = Directory.GetFiles(Intermediates, "project.assets.json", SearchOption.AllDirectories);

        Assert.Contains(assets, path => path.Contains("Tito.Functions", StringComparison.Ordinal));
        Assert.All(assets, path => Assert.DoesNotContain(
            JsonElement.Parse(File.ReadAllBytes(path)).GetProperty("libraries").EnumerateObject(),
            library => library.Name.StartsWith($"{Package}/", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Build_OfTheApp_LeavesNoProjectOfExtensions() =>
        Assert.Empty(Directory.EnumerateFiles(Intermediates, "WorkerExtensions.csproj", SearchOption.AllDirectories));
}
