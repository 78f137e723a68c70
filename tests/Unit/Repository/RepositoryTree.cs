namespace Tito.Tests.Unit.Repository;

/// <summary>The files that a clone holds: everything under the solution's folder but what .gitignore leaves out.</summary>
internal static class RepositoryTree
{
    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0 };

    /// <summary>The folder of Tito.Functions.sln, found upwards from the running tests.</summary>
    internal static string Root { get; } = Tito.Tests.Support.Repository.Root;

    /// <summary>All files, with paths relative to <see cref="Root"/> and '/' between their parts, in ordinal order.</summary>
    internal static IReadOnlyList<string> Files { get; } =
        [.. FilesUnder(Root, IgnoredNames()).Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>The C# files under the given top folders.</summary>
    internal static IEnumerable<TextFile> CSharpIn(params string[] folders) =>
        Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => folders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)))
            .Select(Read);

    internal static TextFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    // .gitignore names folders as "name/" (anywhere) or "/name/" (at the root), which is all that this project needs of it.
    private static HashSet<string> IgnoredNames() =>
        [".git", .. File.ReadLines(Path.Combine(Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/'))];

    private static IEnumerable<string> FilesUnder(string folder, HashSet<string> ignored)
    {
        var prefix = folder == Root ? "/" : "";
        var folders = Directory.EnumerateDirectories(folder, "*", EveryEntry)
            .Where(path => !ignored.Contains(Path.GetFileName(path)) && !ignored.Contains(prefix + Path.GetFileName(path)));
        return Directory.EnumerateFiles(folder, "*", EveryEntry)
            .Where(path => !ignored.Contains(Path.GetFileName(path)))
            .Concat(folders.SelectMany(path => FilesUnder(path, ignored)));
    }
}
