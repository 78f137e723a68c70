using System.Buffers;

namespace Tito.Engines.Http;

/// <summary>The body of an HTTP answer, read into a pooled buffer up to a limit. To be disposed after the last use of its bytes.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class BoundedBody : IDisposable
{
    private const int FirstBufferBytes = 16 * 1024;

    private byte[] _buffer;
    private int _length;

    private BoundedBody(int length) => _buffer = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>What came; not to be used after the body is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>The whole body, or null when it is longer than <paramref name="maxBytes"/>.</summary>
    public static async Task<BoundedBody?> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > maxBytes)
        {
            return null;
        }

        // One byte more than the limit distinguishes a body of exactly the limit from a longer one.
        var most = maxBytes + 1L;
        BoundedBody? body = null;
        try
        {
            body = new BoundedBody((int)Math.Min((announced ?? FirstBufferBytes) + 1, most));
            if (!await body.FillAsync(content, maxBytes, most, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var whole = body;
            body = null;
            return whole;
        }
        finally
        {
            body?.Dispose();
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    /// <summary>Reads to the end; false where that lies beyond the limit.</summary>
    private async Task<bool> FillAsync(HttpContent content, long maxBytes, long most, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            for (int read; (read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                _length += read;
                if (_length > maxBytes)
                {
                    return false;
                }

                if (_length == _buffer.Length)
                {
                    Grow((int)Math.Min(_buffer.Length * 2L, most));
                }
            }
        }

        return true;
    }

    private void Grow(int length)
    {
        var longer = ArrayPool<byte>.Shared.Rent(length);
        Bytes.CopyTo(longer);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = longer;
    }
}
