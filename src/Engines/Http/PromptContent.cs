using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>
/// The body of a request: its head, the prompt's ids, and the closing brace. The ids of a long prompt are written as they are sent, so that
/// millions of them are nowhere as text.
/// </summary>
/// <param name="head">Up to the ids.</param>
/// <param name="tokens">The prompt; its ids are each 0 or more.</param>
internal sealed class PromptContent(ReadOnlyMemory<byte> head, TokenBuffer tokens) : HttpContent
{
    /// <summary>A prompt of so many tokens or more is written in pieces.</summary>
    public const int ManyTokens = 1 << 18;

    private const int IdsPerPiece = 1 << 16;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The body of a request.</summary>
    /// <param name="head">Up to the ids.</param>
    /// <param name="tokens">The prompt.</param>
    /// <exception cref="ArgumentException">An id is negative.</exception>
    public static PromptContent Of(ReadOnlyMemory<byte> head, TokenBuffer tokens)
    {
        // Counting also refuses what cannot be sent, before anything was.
        var length = head.Length + TokenIdsText.LengthOf(tokens) + 1;
        return new(head, tokens) { Headers = { ContentType = Json, ContentLength = length } };
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(head, cancellationToken).ConfigureAwait(false);
        var piece = ArrayPool<byte>.Shared.Rent(2 + (IdsPerPiece * TokenIdsText.MaxBytesPerId));
        piece[0] = (byte)'[';
        var (end, left) = (1, tokens.Count);
        foreach (var segment in tokens.Segments)
        {
            for (var ids = segment.Ids.AsMemory(); !ids.IsEmpty;)
            {
                var next = ids[..Math.Min(ids.Length, IdsPerPiece)];
                (ids, left) = (ids[next.Length..], left - next.Length);
                end += TokenIdsText.Write(next.Span, piece.AsSpan(end));
                await stream.WriteAsync(piece.AsMemory(0, left == 0 ? end - 1 : end), cancellationToken).ConfigureAwait(false);
                end = 0;
            }
        }

        "]}"u8.CopyTo(piece.AsSpan(end));
        await stream.WriteAsync(piece.AsMemory(0, end + 2), cancellationToken).ConfigureAwait(false);

        // Not where it broke off: what was to be sent may still be on its way out.
        ArrayPool<byte>.Shared.Return(piece);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = Headers.ContentLength ?? 0;
        return length > 0;
    }
}
