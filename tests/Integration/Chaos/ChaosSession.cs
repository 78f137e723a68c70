using System.Collections.Immutable;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>A session as its clients know it.</summary>
/// <param name="id">Its id.</param>
/// <param name="isTree">Whether it branches; then several clients work on it at once, and on a linear one a single one.</param>
internal sealed class ChaosSession(string id, bool isTree)
{
    private const int ClientsOfATree = 3;

    private readonly Lock _lock = new();
    private readonly List<AskedTurn> _asked = [];
    private readonly List<AskedTurn> _told = [];
    private readonly List<AskedTurn> _waiting = []; // Open, and nobody is asking at the moment.
    private int _clients;

    public string Id => id;

    public bool IsTree => isTree;

    /// <summary>Every turn that was ever asked for.</summary>
    public ImmutableArray<AskedTurn> Asked
    {
        get
        {
            lock (_lock)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>A turn to ask for: one that is open, or a new one unless only open ones are wanted. Null when there is none, or the session is busy.</summary>
    public AskedTurn? Claim(Random random, bool onlyOpen)
    {
        lock (_lock)
        {
            // A linear session's client comes back to its key before it asks for anything new.
            if (_clients == (isTree ? ClientsOfATree : 1) || (onlyOpen && _waiting.Count == 0))
            {
                return null;
            }

            _clients++;
            if (_waiting.Count > 0 && (!isTree || onlyOpen || random.Next(4) == 0))
            {
                var waiting = _waiting[random.Next(_waiting.Count)];
                _waiting.Remove(waiting);
                return waiting;
            }

            var turn = New(random);
            _asked.Add(turn);
            return turn;
        }
    }

    /// <summary>Takes a turn back that was claimed.</summary>
    public void Release(AskedTurn turn)
    {
        lock (_lock)
        {
            _clients--;
            if (turn.Standing == Standing.Open)
            {
                _waiting.Add(turn);
            }
            else if (turn.Standing == Standing.Told && !_told.Contains(turn))
            {
                _told.Add(turn);
            }
        }
    }

    private AskedTurn New(Random random)
    {
        var parent = Parent(random);
        var talk = parent is null
            ? new Conversation().System("Be brief.").User("What is the weather in Zürich?")
            : parent.Talk.Fork().GoOn(parent.Answer!);

        // Without it, what is asked twice is asked in the same words, and a tree gets siblings of the same messages.
        return new(id, $"k{_asked.Count}-{random.Next():x8}", parent, random.Next(3) == 0 ? talk.User($"Take {random.Next(100)}.") : talk);
    }

    private AskedTurn? Parent(Random random) =>
        _told.Count == 0 || (isTree && random.Next(10) == 0) ? null
        : isTree && random.Next(3) == 0 ? _told[random.Next(_told.Count)]
        : _told[^1];
}
