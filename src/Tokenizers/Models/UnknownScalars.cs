namespace Tito.Tokenizers.Models;

/// <summary>What becomes of a scalar that is no token.</summary>
/// <param name="ByteIds">The ids of the 256 bytes that its UTF-8 is written with (<c>byte_fallback</c>), or null.</param>
/// <param name="Id">The id that stands for it otherwise.</param>
/// <param name="Fuse">Whether one id stands for a run of them.</param>
internal sealed record UnknownScalars(int[]? ByteIds, int Id, bool Fuse);
