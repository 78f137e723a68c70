using System.Globalization;

namespace Tito.Engines.Routing;

/// <summary>The last weight version that was heard of each endpoint, and how far it is behind the newest of them.</summary>
/// <remarks>
/// Where all of the versions are integers, staleness is their difference; else it counts in the order in which the versions were first
/// heard of. Not thread-safe.
/// </remarks>
/// <param name="endpointCount">Number of endpoints.</param>
internal sealed class WeightVersions(int endpointCount)
{
    /// <summary>How many versions are remembered in their order.</summary>
    private const int MaxRemembered = 10_000;

    private readonly string?[] _latest = new string?[endpointCount];
    private readonly Dictionary<string, long> _appearances = [];
    private readonly Queue<string> _oldest = new();
    private long _next;

    /// <summary>The last version that was heard of an endpoint; null before the first.</summary>
    public string? Of(int endpoint) => _latest[endpoint];

    /// <summary>An endpoint has a version.</summary>
    public void Learn(int endpoint, string version)
    {
        _latest[endpoint] = version;
        if (_appearances.TryAdd(version, _next))
        {
            _next++;
            _oldest.Enqueue(version);
            if (_oldest.Count > MaxRemembered)
            {
                _appearances.Remove(_oldest.Dequeue());
            }
        }
    }

    /// <summary>How many versions an endpoint is behind, 0 or more; null where its version is not known.</summary>
    public long? Staleness(int endpoint)
    {
        if (_latest[endpoint] is not { } version)
        {
            return null;
        }

        var known = _latest.OfType<string>().ToArray();
        var numbers = known.Select(Number).OfType<long>().ToArray();
        var (newest, own) = numbers.Length == known.Length
            ? (numbers.Max(), Number(version)!.Value)
            : (known.Max(Appearance), Appearance(version));

        // The difference of two longs can be more than a long.
        return (long)Int128.Min((Int128)newest - own, long.MaxValue);
    }

    private long Appearance(string version) => _appearances.GetValueOrDefault(version, -1);

    private static long? Number(string version) =>
        long.TryParse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
