namespace Tito.Bench.Assets;

/// <summary>The working tree that the benchmarks were built from.</summary>
internal static class BenchRepository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tito.Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run the benchmarks inside the repository.");
        }

        return folder.FullName;
    }
}
