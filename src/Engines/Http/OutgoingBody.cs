using System.Buffers;
using System.Net.Http.Headers;
using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>The body of one request to an engine, with the pooled buffer that it may lie in.</summary>
/// <param name="Content">What is sent.</param>
/// <param name="Pooled">The buffer; null where it is not one of the pool.</param>
internal readonly record struct OutgoingBody(HttpContent Content, byte[]? Pooled)
{
    private const int ClosingBrace = 1;
    private const int Brackets = 2;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Writes a body: whole into a buffer, or its head alone where the prompt is long.</summary>
    /// <param name="wire">What the engine speaks.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="fields">The fields that the wire made of it.</param>
    /// <param name="stream">Whether a stream is asked for.</param>
    /// <exception cref="ArgumentException">An id is negative.</exception>
#pragma warning disable CA2000 // Dispose objects before losing scope: the message that the content goes into disposes it
    public static OutgoingBody Of(IEngineWire wire, InferenceRequest request, ReadOnlySpan<byte> fields, bool stream)
    {
        var (tokens, most) = (request.Prompt.Tokens, wire.HeadLength(request, fields));
        if (tokens.Count >= PromptContent.ManyTokens)
        {
            // The pool's arrays are powers of two and stay with it: too much where the head has a message of megabytes.
            var head = GC.AllocateUninitializedArray<byte>(most);
            return new(PromptContent.Of(head.AsMemory(0, wire.WriteHead(request, fields, stream, head)), tokens), null);
        }

        var body = ArrayPool<byte>.Shared.Rent(checked(most + Brackets + (tokens.Count * TokenIdsText.MaxBytesPerId) + ClosingBrace));
        var end = wire.WriteHead(request, fields, stream, body);
        end += TokenIdsText.Write(tokens, body.AsSpan(end));
        body[end++] = (byte)'}';
        return new(new ReadOnlyMemoryContent(body.AsMemory(0, end)) { Headers = { ContentType = Json } }, body);
    }
#pragma warning restore CA2000

    /// <summary>Gives the buffer back. Once, when it is certain that nobody reads the body any more.</summary>
    public void Return()
    {
        if (Pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(Pooled);
        }
    }
}
