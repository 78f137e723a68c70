using System.Collections.Immutable;

namespace Tito.Core.Samples;

/// <summary>A tensor as a file's header has it, with where its bytes wait until the header is written.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Start">Where its bytes begin, among those that wait.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record SafetensorEntry(string Name, SafetensorType Type, ImmutableArray<long> Shape, long Start, long Length)
{
    /// <summary>The tensors in the order of the reference writer: the widest type first, then by name.</summary>
    public static ImmutableArray<SafetensorEntry> Sort(IEnumerable<SafetensorEntry> tensors) =>
        [.. tensors.OrderByDescending(tensor => tensor.Type).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
}
