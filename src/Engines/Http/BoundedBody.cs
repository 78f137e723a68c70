using Tito.Core.Buffers;

namespace Tito.Engines.Http;

/// <summary>Reads the body of an HTTP answer into a pooled buffer up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The whole body, which the caller disposes; or null when it is longer than <paramref name="maxBytes"/>.</summary>
    /// <param name="content">The body.</param>
    /// <param name="maxBytes">How many bytes it may have.</param>
    /// <param name="ceiling">What all answers may have together; null for no ceiling.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="ByteCeilingException">Other answers take the room.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<PooledBytes?> ReadAsync(
        HttpContent content, int maxBytes, ByteCeiling? ceiling, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
        {
            return null;
        }

        PooledBytes? body = null;
        try
        {
            body = new(content.Headers.ContentLength, ceiling, isBelieved: true);
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                for (int read; (read = await stream.ReadAsync(body.Room(), cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    body.Advance(read);
                    if (body.Length > maxBytes)
                    {
                        return null;
                    }
                }
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
}
