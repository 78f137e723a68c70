using System.Text.Json;
using Parquet;

namespace Tito.Cli.Samples;

/// <summary>
/// The samples of all sessions as one Parquet file, a sample a row. Row groups are written as they fill, so that memory does not grow with
/// the file.
/// </summary>
internal sealed class ParquetFile(string path) : SampleFile(path)
{
    /// <summary>The key of the file's metadata under which the lines of failed sessions are: they have no row.</summary>
    private const string FailedKey = "tito.failed";

    private const int MaxRows = 1_000;

    /// <summary>Of values and characters: some tens of MB in memory.</summary>
    private const long MaxSize = 4L << 20;

    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd };

    private readonly ParquetColumns _columns = new();
    private readonly List<string> _failed = [];
    private ParquetWriter? _writer;

    /// <inheritdoc/>
    public override Task AddFailedAsync(JsonElement session, CancellationToken cancellationToken)
    {
        _failed.Add(session.GetRawText());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task TakeAsync(JsonElement session, CancellationToken cancellationToken)
    {
        foreach (var (index, sample) in session.GetProperty("samples").EnumerateArray().Index())
        {
            _columns.Add(session, sample, index);
            if (_columns.RowCount >= MaxRows || _columns.Size >= MaxSize)
            {
                await WriteGroupAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_columns.RowCount > 0 || _writer is null)
        {
            await WriteGroupAsync(cancellationToken);
        }

        if (_failed.Count > 0)
        {
            _writer!.CustomMetadata = new Dictionary<string, string> { [FailedKey] = $"[{string.Join(',', _failed)}]" };
        }

        await _writer!.DisposeAsync();
    }

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        _writer ??= await ParquetWriter.CreateAsync(_columns.Schema, Draft, Options, cancellationToken: cancellationToken);
        await _columns.WriteAsync(_writer, cancellationToken);
    }
}
