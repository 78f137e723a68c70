using System.Text;
using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Golden;

/// <summary>The golden cases that are files of their own, each named by its path.</summary>
internal static class GoldenFiles
{
    /// <summary>What the reference renders.</summary>
    public const string Expected = ".expected.txt";

    /// <summary>What the reference raises.</summary>
    public const string Error = ".error.txt";

    private static readonly string Corpus = Path.Combine(Repository.Root, "tests/Golden/corpus");

    /// <summary>The cases under a folder of the corpus that have a file with an ending, in reading order: paths from there, without it.</summary>
    public static IEnumerable<string> Names(string folder, string ending) => Directory
        .EnumerateFiles(Path.Combine(Corpus, folder), "*" + ending, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.Combine(Corpus, folder), path).Replace('\\', '/')[..^ending.Length])
        .Order(StringComparer.Ordinal);

    /// <summary>Whether the corpus has a file.</summary>
    public static bool Exists(string file) => File.Exists(Path.Combine(Corpus, file));

    /// <summary>A file's text, to the byte.</summary>
    public static string Text(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Corpus, file)));

    /// <summary>The lines of a file that ends with a line break.</summary>
    public static string[] Lines(string file) => Text(file).TrimEnd('\n').Split('\n');

    /// <summary>A file's JSON.</summary>
    public static JsonElement Json(string file) => JsonElement.Parse(Text(file));
}
