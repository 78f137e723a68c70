using System.Collections.Immutable;

namespace Tito.Core.Verification.Fingerprints;

/// <summary>A fingerprint that is another one than before.</summary>
/// <param name="Name">The fingerprint's name.</param>
/// <param name="Before">What it was; null where there was none.</param>
/// <param name="Now">What it is; null where there is none any more.</param>
public sealed record FingerprintChange(string Name, string? Before, string? Now)
{
    /// <summary>The differences between two sets, in the order of the names.</summary>
    /// <param name="before">The earlier set.</param>
    /// <param name="now">The later one.</param>
    public static ImmutableArray<FingerprintChange> Between(IEnumerable<Fingerprint> before, IEnumerable<Fingerprint> now)
    {
        var earlier = before.ToDictionary(print => print.Name, print => print.Value, StringComparer.Ordinal);
        var later = now.ToDictionary(print => print.Name, print => print.Value, StringComparer.Ordinal);
        return
        [
            .. earlier.Keys.Union(later.Keys).Order(StringComparer.Ordinal)
                .Select(name => new FingerprintChange(name, earlier.GetValueOrDefault(name), later.GetValueOrDefault(name)))
                .Where(change => change.Before != change.Now),
        ];
    }
}
