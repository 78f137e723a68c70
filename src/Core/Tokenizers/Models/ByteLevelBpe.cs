using System.Text;

namespace Tito.Core.Tokenizers.Models;

/// <summary>Byte-pair encoding over the UTF-8 bytes of a piece.</summary>
internal sealed class ByteLevelBpe : TokenModel
{
    private readonly int[] _byteIds;
    private readonly MergeTable _merges;

    /// <param name="byteIds">The id of each of the 256 bytes.</param>
    /// <param name="merges">Over ids that are bytes, or made of bytes by merges.</param>
    public ByteLevelBpe(int[] byteIds, MergeTable merges) => (_byteIds, _merges) = (byteIds, merges);

    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<char> piece, EncoderScratch scratch)
    {
        var bytes = scratch.Bytes.Reserve(Encoding.UTF8.GetMaxByteCount(piece.Length));
        var count = Encoding.UTF8.GetBytes(piece, bytes);
        var ids = scratch.Ids.Reserve(count)[..count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = _byteIds[bytes[i]];
        }

        scratch.Ids.Advance(MergeLoop.Run(_merges, ids));
    }
}
