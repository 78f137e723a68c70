using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// A turn's messages as one canonical JSON array, of which the digest takes each message and the journal's row the whole.
/// </summary>
internal sealed class CanonicalMessages
{
    private readonly ImmutableArray<Range> _places;

    private CanonicalMessages(ReadOnlyMemory<byte> array, ImmutableArray<Range> places) => (Array, _places) = (array, places);

    /// <summary>UTF-8: <c>[MESSAGE,MESSAGE]</c>.</summary>
    public ReadOnlyMemory<byte> Array { get; }

    /// <summary>The messages one by one.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Each => _places.Select(place => Array[place]);

    /// <summary>Writes messages.</summary>
    /// <param name="messages">At least one.</param>
    public static CanonicalMessages Of(ImmutableArray<ChatMessage> messages)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(messages.Sum(message => CanonicalWriter.LengthOf(message.Json) + 1) + 1));
        var writer = new CanonicalWriter(bytes);
        var places = ImmutableArray.CreateBuilder<Range>(messages.Length);
        foreach (var message in messages)
        {
            writer.Append(places.Count == 0 ? "["u8 : ","u8);
            var start = writer.Length;
            writer.Write(message.Json);
            places.Add(start..writer.Length);
        }

        writer.Append("]"u8);
        return new(bytes, places.DrainToImmutable());
    }
}
