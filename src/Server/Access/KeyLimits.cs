using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Tito.Server.Access;

/// <summary>How often each key may send requests, and how many at once. Counted by this process alone.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class KeyLimits : IDisposable
{
    /// <summary>A minute's requests come back in so many parts, so that a key need not wait for a whole minute.</summary>
    private const int PartsOfAMinute = 60;

    private readonly ConcurrentDictionary<AccessKey, RateLimiter?> _limiters = new();

    /// <summary>Takes a request's place; null for a key without limits. Disposing the lease gives it back.</summary>
    public RateLimitLease? Enter(AccessKey key) => _limiters.GetOrAdd(key, Create)?.AttemptAcquire();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
        {
            limiter?.Dispose();
        }
    }

    private static RateLimiter? Create(AccessKey key)
    {
        var limiters = new List<RateLimiter>();
        if (key.Concurrent is { } concurrent)
        {
            limiters.Add(new ConcurrencyLimiter(new() { PermitLimit = concurrent }));
        }

        if (key.RequestsPerMinute is { } perMinute)
        {
            limiters.Add(new SlidingWindowRateLimiter(
                new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = PartsOfAMinute }));
        }

        return limiters switch
        {
            [] => null,
            [var only] => only,
            _ => RateLimiter.CreateChained([.. limiters]),
        };
    }
}
