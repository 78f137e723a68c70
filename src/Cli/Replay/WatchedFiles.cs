using System.Collections.Immutable;
using System.Threading.Channels;

namespace Tito.Cli.Replay;

/// <summary>Files and folders that are watched for changes.</summary>
internal sealed class WatchedFiles : IDisposable
{
    private static readonly TimeSpan Settles = TimeSpan.FromMilliseconds(200);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
    });

    private readonly ImmutableArray<FileSystemWatcher> _watchers;

    /// <summary>Begins to watch.</summary>
    /// <param name="paths">Files, or folders with what is below them.</param>
    public WatchedFiles(IEnumerable<string> paths) => _watchers = [.. paths.Select(Watch)];

    /// <summary>Ends when something has changed, and no longer changes for a moment.</summary>
    /// <returns>False when it was given up.</returns>
    public async Task<bool> ChangedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _changes.Reader.ReadAsync(cancellationToken);
            await Task.Delay(Settles, cancellationToken); // Editors write a file in several steps.
            _changes.Reader.TryRead(out _);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }
    }

    private FileSystemWatcher Watch(string path)
    {
        var isFolder = Directory.Exists(path);
        var full = Path.GetFullPath(path);
        var watcher = isFolder
            ? new FileSystemWatcher(full) { IncludeSubdirectories = true }
            : new FileSystemWatcher(Path.GetDirectoryName(full)!, Path.GetFileName(full));
        watcher.Changed += (_, _) => _changes.Writer.TryWrite(true);
        watcher.Created += (_, _) => _changes.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => _changes.Writer.TryWrite(true);
        watcher.Deleted += (_, _) => _changes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
