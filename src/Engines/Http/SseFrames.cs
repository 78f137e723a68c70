using Tito.Core.Buffers;

namespace Tito.Engines.Http;

/// <summary>
/// Cuts a stream of server-sent events into the data of its events. The stream may come in pieces of any size: every rule is about ASCII
/// bytes, so a piece may end inside a character.
/// </summary>
/// <remarks>
/// WHATWG, HTML, 9.2.6: lines end by CR LF, LF or CR; a line that begins with a colon is a comment; the data of several <c>data</c> lines
/// is joined by LF; an empty line ends the event; one byte order mark at the beginning is ignored; what is incomplete at the end is
/// dropped. Events without data are passed over, and so are other fields. For one thread.
/// </remarks>
/// <param name="maxBytes">How many bytes an event may have, 1 or more.</param>
/// <param name="ceiling">What all answers may have together; null for no ceiling.</param>
internal sealed class SseFrames(int maxBytes, ByteCeiling? ceiling = null) : IDisposable
{
    private readonly PooledBytes _line = new(announced: null, ceiling);
    private readonly PooledBytes _data = new(announced: null, ceiling);
    private bool _hasData;
    private bool _skipsLineFeed;
    private bool _isFirstLine = true;

    /// <summary>Whether <see cref="Data"/> is the whole data of an event.</summary>
    public bool HasEvent { get; private set; }

    /// <summary>The data of the event that was completed, until the next bytes are taken.</summary>
    public ReadOnlySpan<byte> Data => _data.Written.Span;

    /// <summary>Takes bytes up to the end of an event, or all of them.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    /// <returns>How many were taken.</returns>
    /// <exception cref="InvalidDataException">An event is longer than it may be.</exception>
    /// <exception cref="ByteCeilingException">Other answers take the room.</exception>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        if (HasEvent)
        {
            _data.Clear();
            (HasEvent, _hasData) = (false, false);
        }

        var taken = 0;
        while (taken < bytes.Length && !HasEvent)
        {
            var rest = bytes[taken..];
            if (_skipsLineFeed)
            {
                _skipsLineFeed = false;
                if (rest[0] == '\n')
                {
                    taken++;
                    continue;
                }
            }

            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            Append(_line, end < 0 ? rest : rest[..end]);
            taken += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
            {
                _skipsLineFeed = rest[end] == '\r';
                EndLine();
            }
        }

        return taken;
    }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        _line.Dispose();
        _data.Dispose();
    }

    private void EndLine()
    {
        var line = _line.Written.Span;
        if (_isFirstLine && line.StartsWith("\uFEFF"u8))
        {
            line = line["\uFEFF"u8.Length..];
        }

        _isFirstLine = false;
        if (line.IsEmpty)
        {
            HasEvent = _hasData;
        }
        else if (line.StartsWith("data:"u8) || line.SequenceEqual("data"u8))
        {
            var value = line.Length > "data:".Length ? line["data:".Length..] : [];
            Append(_data, _hasData ? "\n"u8 : []);
            Append(_data, value.StartsWith(" "u8) ? value[1..] : value);
            _hasData = true;
        }

        _line.Clear();
    }

    private void Append(PooledBytes to, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > maxBytes - to.Length)
        {
            throw new InvalidDataException($"A frame of the stream is longer than {maxBytes} bytes.");
        }

        to.Add(bytes);
    }
}
