using Tito.Storage.Sqlite;

namespace Tito.Tests.Support;

/// <summary>A folder that goes away with the test, and with it the connections to journals in it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tito-test-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        SqliteJournal.ReleaseFiles(Path);
        _folder.Delete(recursive: true);
    }
}
