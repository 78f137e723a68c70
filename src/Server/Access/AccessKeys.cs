using System.Collections.Frozen;

namespace Tito.Server.Access;

/// <summary>The keys of a server, and which of them a request carries.</summary>
/// <remarks>Immutable and thread-safe. Keys are looked up by their digests, so that the time it takes tells nothing of them.</remarks>
internal sealed class AccessKeys
{
    /// <summary>The longest key, in characters: longer ones are not looked at, and what follows a colon is none.</summary>
    private const int LongestKey = 256;

    private readonly FrozenDictionary<string, AccessKey> _keys;

    /// <summary>Keeps keys, one or more of which no two have the same digest.</summary>
    public AccessKeys(IEnumerable<AccessKey> keys) => _keys = keys.ToFrozenDictionary(key => key.Sha256);

    /// <summary>Who sends a request; null when none of its keys is known.</summary>
    /// <remarks>Either header will do: some clients send a key of their own in the other one.</remarks>
    /// <param name="request">The request.</param>
    /// <param name="namesSessions">Whether a colon and a session may follow the key.</param>
    public Caller? Find(HttpRequest request, bool namesSessions) =>
        GivenKey.All(request).Select(given => Find(given, namesSessions)).FirstOrDefault(caller => caller is not null);

    private Caller? Find(string given, bool namesSessions)
    {
        if (Find(given) is { } whole)
        {
            return new(whole, null);
        }

        // The key may have colons itself: the first one after it ends it.
        for (var colon = 0; namesSessions && (colon = given.IndexOf(':', colon)) is >= 0 and <= LongestKey; colon++)
        {
            if (Find(given[..colon]) is { } key)
            {
                return new(key, given[(colon + 1)..]);
            }
        }

        return null;
    }

    private AccessKey? Find(string key) => key.Length <= LongestKey ? _keys.GetValueOrDefault(AccessKey.Hash(key)) : null;
}
