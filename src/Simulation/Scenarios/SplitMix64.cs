namespace Tito.Simulation.Scenarios;

/// <summary>
/// splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): the numbers that a seed stands for, the same
/// in every language.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="seed">Any number.</param>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below <paramref name="count"/>: the remainder of the next 64 bits.</summary>
    /// <param name="count">1 or more.</param>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>One of some items, each as likely as the others.</summary>
    /// <param name="items">One or more.</param>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
