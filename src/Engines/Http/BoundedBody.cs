namespace Tito.Engines.Http;

/// <summary>Reads the body of an HTTP answer into memory up to a limit.</summary>
internal static class BoundedBody
{
    private const int FirstBufferBytes = 16 * 1024;

    /// <summary>The whole body, or null when it is longer than <paramref name="maxBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > maxBytes)
        {
            return null;
        }

        // One byte more than the limit distinguishes a body of exactly the limit from a longer one.
        var buffer = new byte[Math.Min((announced ?? FirstBufferBytes) + 1, maxBytes + 1L)];
        var count = 0;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                count += read;
                if (count > maxBytes)
                {
                    return null;
                }

                if (count == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, maxBytes + 1L));
                }
            }
        }

        return buffer.AsMemory(0, count);
    }
}
