using System.Buffers;

namespace Tito.Server.Wire;

/// <summary>The bytes of a request's body in a pooled buffer.</summary>
internal sealed class RequestBytes : IDisposable
{
    private const int FirstLength = 16 * 1024;

    private byte[] _buffer;
    private int _length;

    private RequestBytes(int length) => _buffer = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>The body without the byte order mark that it may begin with.</summary>
    public ReadOnlyMemory<byte> Json =>
        _buffer.AsSpan(0, _length).StartsWith("\uFEFF"u8) ? _buffer.AsMemory(3.._length) : _buffer.AsMemory(0, _length);

    /// <summary>Reads a body to its end. A length that is announced is believed as far as the server takes bodies.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes.</exception>
    public static async Task<RequestBytes> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new RequestBytes((int)Math.Clamp(request.ContentLength ?? FirstLength, 1, 1 << 26));
        var isWhole = false;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                foreach (var piece in read.Buffer)
                {
                    bytes.Add(piece.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    isWhole = true;
                    return bytes;
                }
            }
        }
        finally
        {
            if (!isWhole)
            {
                bytes.Dispose();
            }
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Add(ReadOnlySpan<byte> piece)
    {
        if (_buffer.Length - _length < piece.Length)
        {
            var longer = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + piece.Length), _buffer.Length * 2));
            _buffer.AsSpan(0, _length).CopyTo(longer);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = longer;
        }

        piece.CopyTo(_buffer.AsSpan(_length));
        _length += piece.Length;
    }
}
