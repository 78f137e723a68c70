namespace Tito.Cli.Replay;

/// <summary>A folder for the journals of a replay, which is gone with it.</summary>
internal sealed class ReplayFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tito-replay-");

    /// <summary>Where it lies.</summary>
    public string Path => _folder.FullName;

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
