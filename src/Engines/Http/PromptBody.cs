using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>The body of a request that has fields, some of this one request alone, and the prompt's ids as its last field.</summary>
internal static class PromptBody
{
    private const int Brackets = 16;

    /// <summary>The longest that the body can be, in bytes.</summary>
    /// <exception cref="OverflowException">It could be longer than 2^31 - 1 bytes.</exception>
    public static int MaxLength(InferenceRequest request, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> own, ReadOnlySpan<byte> name) =>
        checked((int)(Brackets + fields.Length + own.Length + name.Length + ((long)request.Prompt.Count * TokenIdsText.MaxBytesPerId)));

    /// <summary>Writes the body and returns its length in bytes.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="fields">A JSON object with at least one field.</param>
    /// <param name="own">More fields without their braces, as <c>"a":1,"b":2</c>; one or more.</param>
    /// <param name="name">The name of the prompt's field.</param>
    /// <param name="body">At least <see cref="MaxLength"/> bytes.</param>
    /// <exception cref="ArgumentException">An id is negative.</exception>
    public static int Write(
        InferenceRequest request, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> own, ReadOnlySpan<byte> name, Span<byte> body)
    {
        var end = 0;
        Append(fields[..^1], body, ref end);
        Append(","u8, body, ref end);
        Append(own, body, ref end);
        Append(",\""u8, body, ref end);
        Append(name, body, ref end);
        Append("\":"u8, body, ref end);
        end += TokenIdsText.Write(request.Prompt.Tokens, body[end..]);
        Append("}"u8, body, ref end);
        return end;
    }

    /// <summary>Appends bytes to a body.</summary>
    public static void Append(ReadOnlySpan<byte> bytes, Span<byte> body, ref int end)
    {
        bytes.CopyTo(body[end..]);
        end += bytes.Length;
    }
}
