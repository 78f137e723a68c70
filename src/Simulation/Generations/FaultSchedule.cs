using System.Buffers.Binary;
using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Simulation.Generations;

/// <summary>Which fault strikes which request: a function of the seed and the request's number.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class FaultSchedule(ImmutableArray<SimulatedFault> faults, long seed)
{
    private const int Chances = 1_000_000;

    /// <summary>The fault of a request, or null.</summary>
    /// <param name="number">The request's number, 1 or more.</param>
    public SimulatedFault? Find(long number)
    {
        for (var i = 0; i < faults.Length; i++)
        {
            if (number % faults[i].Every == 0 && Strikes(faults[i].Probability, number, i))
            {
                return faults[i];
            }
        }

        return null;
    }

    private bool Strikes(double probability, long number, int fault)
    {
        if (probability is 0 or 1)
        {
            return probability == 1;
        }

        Span<byte> key = stackalloc byte[3 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(key, seed);
        BinaryPrimitives.WriteInt64LittleEndian(key[8..], number);
        BinaryPrimitives.WriteInt64LittleEndian(key[16..], fault);
        using var builder = new DigestBuilder();
        return new SeededRandom(builder.Add("tito-simulated-fault-1").Add(key).Build()).Next(Chances) < probability * Chances;
    }
}
