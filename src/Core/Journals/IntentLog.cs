using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A session's intents, one a key, in the order in which they began; of one instant, in the ordinal order of their keys.</summary>
/// <remarks>
/// Immutable and thread-safe. A look-up and a change cost the logarithm of the number of intents, so that a request costs the same in a
/// session of a thousand turns.
/// </remarks>
[CollectionBuilder(typeof(IntentLog), nameof(Of))]
#pragma warning disable CA1710 // Identifiers should have correct suffix: "log" says the order, and "collection" would not
public sealed class IntentLog : IReadOnlyCollection<TurnIntent>
#pragma warning restore CA1710
{
    private static readonly ImmutableSortedSet<TurnIntent> None = ImmutableSortedSet.Create<TurnIntent>(Comparer<TurnIntent>.Create(
        (left, right) => left.StartedAt.CompareTo(right.StartedAt) is not 0 and var order
            ? order
            : string.CompareOrdinal(left.Key, right.Key)));

    private static readonly IntentLog Empty =
        new(ImmutableDictionary.Create<string, TurnIntent>(StringComparer.Ordinal), [], None, None);

    private readonly ImmutableDictionary<string, TurnIntent> _byKey;
    private readonly ImmutableDictionary<Digest, ImmutableSortedSet<TurnIntent>> _byRequest;
    private readonly ImmutableSortedSet<TurnIntent> _inOrder;
    private readonly ImmutableSortedSet<TurnIntent> _open;

    private IntentLog(
        ImmutableDictionary<string, TurnIntent> byKey,
        ImmutableDictionary<Digest, ImmutableSortedSet<TurnIntent>> byRequest,
        ImmutableSortedSet<TurnIntent> inOrder,
        ImmutableSortedSet<TurnIntent> open) => (_byKey, _byRequest, _inOrder, _open) = (byKey, byRequest, inOrder, open);

    /// <summary>The number of intents, 0 or more.</summary>
    public int Count => _inOrder.Count;

    /// <summary>The intents without an end, in the order in which they began.</summary>
    public IReadOnlyCollection<TurnIntent> Open => _open;

    /// <summary>A log of some intents; of two with one key the last one counts.</summary>
    public static IntentLog Of(ReadOnlySpan<TurnIntent> intents) => Empty.With(intents.ToArray());

    /// <summary>The intent of a key, or null.</summary>
    public TurnIntent? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The intent that began last of those for the same body, but for those of other lines; or null.</summary>
    /// <param name="requestDigest">The body's SHA-256.</param>
    /// <param name="line">The line that the request is of; null where it names none.</param>
    public TurnIntent? FindLast(Digest requestDigest, SessionLine? line) =>
        _byRequest.GetValueOrDefault(requestDigest)?.Reverse().FirstOrDefault(intent => intent.MayBeOf(line));

    /// <summary>This log with some intents, each in the place of the one with its key.</summary>
    public IntentLog With(params IReadOnlyCollection<TurnIntent> changed)
    {
        if (changed.Count == 0)
        {
            return this;
        }

        var (byKey, byRequest, inOrder, open) = (_byKey.ToBuilder(), _byRequest.ToBuilder(), _inOrder.ToBuilder(), _open.ToBuilder());
        foreach (var intent in changed)
        {
            if (byKey.TryGetValue(intent.Key, out var replaced))
            {
                inOrder.Remove(replaced);
                open.Remove(replaced);
                byRequest[replaced.RequestDigest] = byRequest[replaced.RequestDigest].Remove(replaced);
            }

            byKey[intent.Key] = intent;
            inOrder.Add(intent);
            byRequest[intent.RequestDigest] = byRequest.GetValueOrDefault(intent.RequestDigest, None).Add(intent);
            if (intent.End is null)
            {
                open.Add(intent);
            }
        }

        return new(byKey.ToImmutable(), byRequest.ToImmutable(), inOrder.ToImmutable(), open.ToImmutable());
    }

    /// <inheritdoc/>
    public IEnumerator<TurnIntent> GetEnumerator() => _inOrder.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
