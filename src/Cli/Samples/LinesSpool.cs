using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Server.Options;

namespace Tito.Cli.Samples;

/// <summary>
/// The lines that came, kept beside the file that is made of them (<c>FILE.part</c>) until that is there: a run that was killed goes on
/// after the last whole line. Its first line says what was asked for.
/// </summary>
internal sealed class LinesSpool : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;

    private LinesSpool(FileStream stream, string path) => (_stream, _path) = (stream, path);

    /// <summary>The session of the last line; null where there is none.</summary>
    public string? Last { get; private set; }

    /// <summary>Begins anew, or goes on with what an earlier run left.</summary>
    /// <param name="target">The file that will be made.</param>
    /// <param name="asked">What is asked for: the address with its query.</param>
    /// <param name="isResumed">Whether to go on; without anything to go on with a run begins.</param>
    /// <exception cref="OptionException">What is there was asked for otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written, or another run writes it.</exception>
    public static LinesSpool Open(string target, string asked, bool isResumed)
    {
        var path = target + ".part";
        var mode = isResumed ? FileMode.OpenOrCreate : FileMode.Create;
        FileStream? stream = null;
        try
        {
            stream = new(path, mode, FileAccess.ReadWrite, FileShare.None);
            var spool = new LinesSpool(stream, path);
            spool.Begin(asked);
            stream = null;
            return spool;
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>Adds a line, which outlives the process.</summary>
    public void Add(JsonElement line)
    {
        _stream.Write(JsonMarshal.GetRawUtf8Value(line));
        _stream.WriteByte((byte)'\n');
        _stream.Flush();
        Last = SampleLine.SessionOf(line);
    }

    /// <summary>The lines from the first on.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        _stream.Position = 0;
        using var reader = new StreamReader(_stream, leaveOpen: true);
        await reader.ReadLineAsync(cancellationToken);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return SampleLine.Parse(line);
        }
    }

    /// <summary>Removes the file: what was to be made of it is there, or there is nothing to go on with.</summary>
    public void Remove()
    {
        _stream.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _stream.Dispose();

    private void Begin(string asked)
    {
        var head = Encoding.UTF8.GetBytes($$"""{"tito_samples":{{ReadableJson.Quote(asked)}}}""" + "\n");
        var (end, last, isFirst) = (0L, Array.Empty<byte>(), true);
        foreach (var line in WholeLines())
        {
            if (isFirst && !line.AsSpan().SequenceEqual(head))
            {
                throw new OptionException("resume", $"the options of the run that left {_path}; without --resume a run begins anew");
            }

            (end, last, isFirst) = (end + line.Length, isFirst ? [] : line, false);
        }

        _stream.SetLength(end);
        _stream.Position = end;
        if (isFirst)
        {
            _stream.Write(head);
        }

        Last = last.Length == 0 ? null : SampleLine.SessionOf(SampleLine.Parse(Encoding.UTF8.GetString(last)));
    }

    /// <summary>Each line with its end; what was cut off has none.</summary>
    private IEnumerable<byte[]> WholeLines()
    {
        var line = new List<byte>();
        var buffer = new byte[1 << 16];
        _stream.Position = 0;
        for (int count; (count = _stream.Read(buffer)) > 0;)
        {
            for (var rest = buffer.AsMemory(0, count); rest.Length > 0;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                line.AddRange(rest.Span[..(end < 0 ? rest.Length : end + 1)]);
                rest = end < 0 ? default : rest[(end + 1)..];
                if (end >= 0)
                {
                    yield return [.. line];
                    line.Clear();
                }
            }
        }
    }
}
