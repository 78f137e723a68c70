namespace Tito.Engines.Http;

/// <summary>The head of a body that has fields, some of this one request alone, before the prompt's ids.</summary>
internal static class PromptBody
{
    private const int Marks = 5;

    /// <summary>How long the head is, in bytes.</summary>
    /// <exception cref="OverflowException">It would be longer than 2^31 - 1 bytes.</exception>
    public static int HeadLength(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> own, ReadOnlySpan<byte> name) =>
        checked(fields.Length - 1 + own.Length + name.Length + Marks);

    /// <summary>Writes the head and returns its length in bytes.</summary>
    /// <param name="fields">A JSON object with at least one field.</param>
    /// <param name="own">More fields without their braces, as <c>"a":1,"b":2</c>; one or more.</param>
    /// <param name="name">The name of the prompt's field.</param>
    /// <param name="head">At least <see cref="HeadLength"/> bytes.</param>
    public static int WriteHead(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> own, ReadOnlySpan<byte> name, Span<byte> head)
    {
        var end = 0;
        Append(fields[..^1], head, ref end);
        Append(","u8, head, ref end);
        Append(own, head, ref end);
        Append(",\""u8, head, ref end);
        Append(name, head, ref end);
        Append("\":"u8, head, ref end);
        return end;
    }

    /// <summary>Appends bytes to a body.</summary>
    public static void Append(ReadOnlySpan<byte> bytes, Span<byte> body, ref int end)
    {
        bytes.CopyTo(body[end..]);
        end += bytes.Length;
    }
}
