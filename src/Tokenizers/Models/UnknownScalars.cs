namespace Tito.Tokenizers.Models;

/// <summary>How a scalar that is not a token is encoded.</summary>
/// <param name="ByteIds">The ids of the 256 bytes of its UTF-8 (<c>byte_fallback</c>), -1 where there is none; or null.</param>
/// <param name="Id">The id that stands for it otherwise.</param>
/// <param name="Fuse">Whether one id stands for a run of them.</param>
internal sealed record UnknownScalars(int[]? ByteIds, int Id, bool Fuse);
