using System.Collections.Immutable;

namespace Tito.Core.Tokens;

/// <summary>Which tokens a trainer learns from: those that the engine sampled, and no others.</summary>
public static class LossMask
{
    /// <summary>1 where a token of this origin is trained on, else 0.</summary>
    public static byte Of(TokenOrigin origin) => origin == TokenOrigin.Model ? (byte)1 : (byte)0;

    /// <summary>The mask of some segments, uint8 <c>[tokens]</c>.</summary>
    public static ImmutableArray<byte> Of(ImmutableArray<TokenSegment> segments)
    {
        var mask = ImmutableArray.CreateBuilder<byte>(segments.Sum(segment => segment.Ids.Length));
        foreach (var segment in segments)
        {
            mask.AddRange(Enumerable.Repeat(Of(segment.Origin), segment.Ids.Length));
        }

        return mask.MoveToImmutable();
    }
}
