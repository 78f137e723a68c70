using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tito.Engines.Routing;

/// <summary>
/// The endpoints in the order in which a session prefers them: rendezvous hashing (Thaler and Ravishankar, 1998). When an endpoint goes,
/// only its own sessions move, each to its second choice; when it comes back, they return.
/// </summary>
/// <remarks>Immutable and thread-safe. It is the same in every process and on every machine, whatever the order of the names.</remarks>
internal sealed class RendezvousOrder
{
    private readonly ImmutableArray<byte[]> _names;

    /// <summary>An order over endpoints.</summary>
    /// <param name="names">Their names; no two alike.</param>
    public RendezvousOrder(IEnumerable<string> names) => _names = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The endpoints' places in the list of names, the most preferred one first.</summary>
    /// <param name="sessionId">The session.</param>
    public ImmutableArray<int> Of(string sessionId)
    {
        if (_names.Length == 1)
        {
            return [0];
        }

        var session = Encoding.UTF8.GetBytes(sessionId);
        var places = new int[_names.Length];
        var weights = new ulong[_names.Length];
        for (var place = 0; place < places.Length; place++)
        {
            (places[place], weights[place]) = (place, Weight(_names[place], session));
        }

        // Equal weights are as good as impossible; the names decide, so that even then the order does not depend on the list's.
        Array.Sort(places, (one, other) => weights[one] != weights[other]
            ? weights[other].CompareTo(weights[one])
            : _names[one].AsSpan().SequenceCompareTo(_names[other]));
        return [.. places];
    }

    /// <summary>The first 8 bytes, big-endian, of SHA-256 over the name, a zero byte and the session.</summary>
    private static ulong Weight(ReadOnlySpan<byte> name, ReadOnlySpan<byte> session)
    {
        var text = new byte[name.Length + 1 + session.Length];
        name.CopyTo(text);
        session.CopyTo(text.AsSpan(name.Length + 1));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
