using Tito.Tests.Support;

namespace Tito.Tests.Agents.CommandLine;

/// <summary>A folder that a command-line agent works in, with an empty home beside it; both go away.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public WorkFolder()
    {
        Directory.CreateDirectory(Path);
        Directory.CreateDirectory(Home);
        File.WriteAllText(Note, "hello — ✅\n");
    }

    /// <summary>The folder.</summary>
    public string Path => _folder.File("work");

    /// <summary>The home directory.</summary>
    public string Home => _folder.File("home");

    /// <summary>The one file in it.</summary>
    public string Note => System.IO.Path.Combine(Path, "note.txt");

    public void Dispose() => _folder.Dispose();
}
