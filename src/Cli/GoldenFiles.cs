using Tito.Core.Verification;
using Tito.Core.Verification.Shards;

namespace Tito.Cli;

/// <summary>The golden trajectories that a command line names.</summary>
internal static class GoldenFiles
{
    /// <summary>
    /// The files: a folder stands for the <c>*.json</c> in it and below, in the order of their names, except golden prompts.
    /// </summary>
    /// <exception cref="FileNotFoundException">A folder holds none.</exception>
    public static IEnumerable<string> Find(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return path;
                continue;
            }

            var files = Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(IGoldenCorpus.PromptsEnding, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .ToList();
            foreach (var file in files.Count > 0 ? files : throw new FileNotFoundException($"{path} holds no golden trajectories."))
            {
                yield return file;
            }
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="GoldenFormatException">It is too large, or no golden trajectory.</exception>
    public static GoldenTrajectory Read(string path) => new FileInfo(path).Length is var length && length <= GoldenReader.MaxBytes
        ? GoldenReader.Read(File.ReadAllBytes(path))
        : throw TooLarge(length);

    /// <summary>That a file has more bytes than any command reads.</summary>
    public static GoldenFormatException TooLarge(long length) =>
        new("$", $"has {length} bytes; a golden trajectory has at most {GoldenReader.MaxBytes}.");
}
