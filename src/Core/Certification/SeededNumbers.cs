namespace Tito.Core.Certification;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every machine. Not for secrets.</summary>
internal struct SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="limit"/> - 1; its bias is below 2^-32.</summary>
    public int Next(int limit) => (int)Math.BigMul(NextWord() >> 32, (ulong)limit << 32, out _);

    private ulong NextWord()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var word = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            return word ^ (word >> 31);
        }
    }
}
