using System.Text.Json;
using Tito.Server.Options;

namespace Tito.Cli.Samples;

/// <summary>A file that samples are written to: whole, or not at all.</summary>
internal abstract class SampleFile : IDisposable
{
    private const int BufferLength = 1 << 16;

    private readonly string _draft;

    /// <summary>Begins a draft beside the file.</summary>
    protected SampleFile(string path)
    {
        (Path, _draft) = (path, $"{path}.{Guid.NewGuid():N}");
        Draft = File.Create(_draft);
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>How many samples were added.</summary>
    public int SampleCount { get; private set; }

    /// <summary>What is written until <see cref="FinishAsync"/>.</summary>
    protected FileStream Draft { get; }

    /// <summary>The file of a name, of the format that its end says.</summary>
    /// <exception cref="OptionException">The end says none.</exception>
    public static Func<SampleFile> Of(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".jsonl" => () => new JsonLinesFile(path),
        ".safetensors" => () => new TensorsFile(path),
        ".parquet" => () => new ParquetFile(path),
        _ => throw new OptionException("out", "a file that ends with .jsonl, .safetensors or .parquet"),
    };

    /// <summary>Adds a session's line.</summary>
    public async Task AddAsync(JsonElement session, CancellationToken cancellationToken)
    {
        SampleCount += session.GetProperty("samples").GetArrayLength();
        await TakeAsync(session, cancellationToken);
    }

    /// <summary>
    /// Adds the line of a session that could not be read, which says why: who reads the file is to know that its samples are missing.
    /// </summary>
    public abstract Task AddFailedAsync(JsonElement session, CancellationToken cancellationToken);

    /// <summary>Puts the file in its place.</summary>
    /// <returns>How many bytes it has.</returns>
    public async Task<long> FinishAsync(CancellationToken cancellationToken)
    {
        await CompleteAsync(cancellationToken);
        await Draft.FlushAsync(cancellationToken);
        RandomAccess.FlushToDisk(Draft.SafeFileHandle);
        var length = Draft.Length;
        await Draft.DisposeAsync();
        File.Move(_draft, Path, overwrite: true);
        return length;
    }

    public virtual void Dispose()
    {
        Draft.Dispose();
        File.Delete(_draft);
    }

    /// <summary>A file beside the target for what waits, which goes with its stream.</summary>
    /// <remarks>Where the process is killed it stays, under a name that no later run reads.</remarks>
    protected FileStream Spool() => new(
        $"{Path}.{Guid.NewGuid():N}", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferLength, FileOptions.DeleteOnClose);

    /// <summary>Takes the samples of a session, which may have none.</summary>
    protected abstract Task TakeAsync(JsonElement session, CancellationToken cancellationToken);

    /// <summary>Writes what could not be written before all sessions were there.</summary>
    protected abstract Task CompleteAsync(CancellationToken cancellationToken);
}
