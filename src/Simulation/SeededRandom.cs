using System.Collections.Immutable;
using System.Numerics;
using Tito.Core.Tokens;

namespace Tito.Simulation;

/// <summary>Random choices that are the same on every machine and in every release, unlike those of <see cref="Random"/>.</summary>
/// <remarks>The generator xoshiro256** of Blackman and Vigna (2018). Not thread-safe.</remarks>
internal sealed class SeededRandom(Digest seed)
{
    private ulong _s0 = (ulong)(seed.High >> 64);
    private ulong _s1 = (ulong)(seed.High & ulong.MaxValue);
    private ulong _s2 = (ulong)(seed.Low >> 64);
    private ulong _s3 = (ulong)(seed.Low & ulong.MaxValue);

    /// <summary>A number of 0 to <paramref name="count"/> - 1.</summary>
    public int Next(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>True one time in <paramref name="times"/>.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    /// <summary>One of several things.</summary>
    public T Pick<T>(ImmutableArray<T> choices) => choices[Next(choices.Length)];

    private ulong NextBits()
    {
        unchecked // The generator is defined over integers modulo 2^64.
        {
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }
}
