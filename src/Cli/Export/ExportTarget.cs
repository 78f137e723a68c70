using System.Globalization;
using Tito.Core.Verification;
using Tito.Server.Options;

namespace Tito.Cli.Export;

/// <summary>Where exported sessions are written: to one file, into a folder under their ids, or to standard output.</summary>
internal sealed class ExportTarget
{
    private readonly string? _folder;
    private readonly string? _file;

    private ExportTarget(string? folder, string? file) => (_folder, _file) = (folder, file);

    /// <summary>Whether the session itself is all that standard output may carry.</summary>
    public bool IsOutput => _folder is null && _file is null;

    /// <summary>The target that <c>--out</c> names.</summary>
    /// <param name="named">A file, a folder, or <c>-</c> for standard output.</param>
    /// <param name="sessionCount">How many sessions are written, null for all there are: several need a folder.</param>
    public static ExportTarget Find(string named, int? sessionCount)
    {
        if (named == "-")
        {
            return sessionCount == 1
                ? new(null, null)
                : throw new OptionException(
                    "out", $"a folder for {sessionCount?.ToString(CultureInfo.InvariantCulture) ?? "all"} sessions: they are a file each");
        }

        var isFolder = sessionCount != 1 || Directory.Exists(named) || Path.EndsInDirectorySeparator(named);
        return isFolder ? new(named, null) : new(null, named);
    }

    /// <summary>Has a session written, whole or not at all.</summary>
    /// <param name="sessionId">The session's id, which is a file's name as well.</param>
    /// <param name="write">Writes it; false when there is nothing to write.</param>
    /// <returns>The file's path, or <c>-</c>; null when nothing was written.</returns>
    public async Task<string?> WriteAsync(string sessionId, Func<Stream, Task<bool>> write)
    {
        if (IsOutput)
        {
            using var whole = new MemoryStream();
            if (!await write(whole))
            {
                return null;
            }

            RequireSize(whole);
            await using var output = Console.OpenStandardOutput();
            whole.WriteTo(output);
            return "-";
        }

        var path = _file ?? Path.Combine(Directory.CreateDirectory(_folder!).FullName, $"{sessionId}.json");
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await using (var file = File.Create(draft))
            {
                if (!await write(file))
                {
                    return null;
                }

                RequireSize(file);
            }

            File.Move(draft, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Refuses to write what no command would read again.</summary>
    private static void RequireSize(Stream written)
    {
        if (written.Length > GoldenReader.MaxBytes)
        {
            throw GoldenFiles.TooLarge(written.Length);
        }
    }
}
