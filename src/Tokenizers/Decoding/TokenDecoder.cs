using System.Text;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Decoding;

/// <summary>From ids to text.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal abstract class TokenDecoder
{
    /// <summary>The bytes that each id adds to a text.</summary>
    public abstract TokenTable Bytes { get; }

    /// <summary>The text of some ids; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="ids">Each 0 to the count of <see cref="Bytes"/> - 1.</param>
    public virtual string Decode(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder();
        var stream = Start();
        foreach (var id in ids)
        {
            text.Append(stream.Push(id));
        }

        return text.Append(stream.Finish()).ToString();
    }

    /// <summary>Starts decoding ids one by one.</summary>
    public abstract DecoderStream Start();
}
