using System.Collections.Immutable;

namespace Tito.Tests.Integration.Chaos;

/// <summary>The sessions that all clients share.</summary>
/// <param name="most">How many there may be.</param>
internal sealed class ChaosSessions(int most)
{
    private readonly Lock _lock = new();
    private ImmutableArray<ChaosSession> _sessions = [];
    private int _reserved;

    public ImmutableArray<ChaosSession> All
    {
        get
        {
            lock (_lock)
            {
                return _sessions;
            }
        }
    }

    /// <summary>Whether one more may be opened; whoever is told so opens it.</summary>
    public bool Reserve() => Interlocked.Increment(ref _reserved) <= most;

    public void Add(ChaosSession session)
    {
        lock (_lock)
        {
            _sessions = _sessions.Add(session);
        }
    }

    /// <summary>A turn of a random session that has one to ask for, or null.</summary>
    public (ChaosSession Session, AskedTurn Turn)? Claim(Random random, bool onlyOpen)
    {
        var all = All;
        var start = random.Next(Math.Max(1, all.Length));
        for (var offset = 0; offset < all.Length; offset++)
        {
            var session = all[(start + offset) % all.Length];
            if (session.Claim(random, onlyOpen) is { } turn)
            {
                return (session, turn);
            }
        }

        return null;
    }
}
