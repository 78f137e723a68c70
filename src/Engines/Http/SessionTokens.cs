using System.Diagnostics.CodeAnalysis;

namespace Tito.Engines.Http;

/// <summary>The newest value of one header that a router gave each session; the sessions that were not seen for longest go first.</summary>
/// <remarks>
/// Thread-safe. Nothing is stored: a session whose value was forgotten is placed anew by the router, which costs a cold cache.
/// </remarks>
/// <param name="capacity">How many sessions are kept, 1 or more.</param>
internal sealed class SessionTokens(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Session, string Token)>> _bySession = [];
    private readonly LinkedList<(string Session, string Token)> _bySeen = new();

    /// <summary>The value that a session was given last.</summary>
    public bool TryFind(string session, [NotNullWhen(true)] out string? token)
    {
        lock (_lock)
        {
            token = _bySession.TryGetValue(session, out var node) ? node.Value.Token : null;
            if (node is not null)
            {
                _bySeen.Remove(node);
                _bySeen.AddFirst(node);
            }

            return token is not null;
        }
    }

    /// <summary>A session was given a value.</summary>
    public void Keep(string session, string token)
    {
        lock (_lock)
        {
            if (_bySession.Remove(session, out var earlier))
            {
                _bySeen.Remove(earlier);
            }

            _bySession[session] = _bySeen.AddFirst((session, token));
            if (_bySession.Count > capacity)
            {
                _bySession.Remove(_bySeen.Last!.Value.Session);
                _bySeen.RemoveLast();
            }
        }
    }
}
