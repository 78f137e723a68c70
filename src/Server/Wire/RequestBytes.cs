using Tito.Core.Buffers;
using Tito.Server.Options;

namespace Tito.Server.Wire;

/// <summary>Reads the bytes of a request's body into a pooled buffer.</summary>
internal static class RequestBytes
{
    /// <summary>The body to its end, which the caller disposes.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes.</exception>
    /// <exception cref="ByteCeilingException">Other bodies take the room.</exception>
    public static async Task<PooledBytes> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        PooledBytes? bytes = null;
        try
        {
            bytes = new(request.ContentLength, request.HttpContext.Part<ServerOptions>().BodyCeiling);
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                try
                {
                    foreach (var piece in read.Buffer)
                    {
                        bytes.Add(piece.Span);
                    }
                }
                finally
                {
                    // Also of a body that is refused: the server passes over the rest, so that its client reads why.
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                }

                if (read.IsCompleted)
                {
                    var whole = bytes;
                    bytes = null;
                    return whole;
                }
            }
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    /// <summary>The JSON of a body: without the byte order mark that it may begin with.</summary>
    public static ReadOnlyMemory<byte> Json(this PooledBytes bytes) =>
        bytes.Written.Span.StartsWith("\uFEFF"u8) ? bytes.Written[3..] : bytes.Written;
}
