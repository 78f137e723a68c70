using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Simulation;

/// <summary>
/// Stands where the routers of a mixture-of-experts model would be: an expert is a function of the token, its place and the layer.
/// </summary>
internal static class SimulatedExperts
{
    private const int ExpertCount = 128;

    /// <summary>
    /// int32 <c>[rows, layers, top_k]</c>, little-endian: a row for each token from <paramref name="start"/> on except the last.
    /// </summary>
    /// <param name="ids">Prompt and completion.</param>
    /// <param name="start">The first token that has a row, 0 or more.</param>
    /// <param name="layers">Number of layers with experts, 1 or more.</param>
    /// <param name="topK">Number of experts for each token, 1 to the number of experts.</param>
    public static byte[] Rows(ImmutableArray<int> ids, int start, int layers, int topK)
    {
        var experts = new List<int>(Math.Max(0, ids.Length - 1 - start) * layers * topK);
        for (var place = start; place < ids.Length - 1; place++)
        {
            for (var layer = 0; layer < layers; layer++)
            {
                for (var rank = 0; rank < topK; rank++)
                {
                    // The experts of one token differ, as a router's choices do.
                    experts.Add((int)((((uint)ids[place] * 31) + ((uint)place * 7) + ((uint)layer * 13) + (uint)rank) % ExpertCount));
                }
            }
        }

        return LittleEndian.FromInt32([.. experts]);
    }
}
