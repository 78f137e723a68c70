namespace Tito.Core.Messages.Normal;

/// <summary>
/// How far a replayed message is from a stored one that it matches, or messages are from others: the less, the closer. A match says that a
/// client may have made the one of the other, and not that it did: siblings of one prompt have one id for their calls, so that a message
/// may match what another turn sampled, and its own turn better.
/// </summary>
/// <param name="Altered">Calls that say something else under their id, as agents write them anew.</param>
/// <param name="Emptied">Calls with <c>{}</c> for arguments that are no JSON.</param>
/// <param name="Dropped">Messages without the reasoning that is stored.</param>
/// <param name="Respelled">Messages that are spelled otherwise, and calls that are the same by a declared default alone.</param>
internal readonly record struct Distance(int Altered, int Emptied, int Dropped, int Respelled) : IComparable<Distance>
{
    /// <summary>The two say the same in the same words.</summary>
    public static Distance None => default;

    /// <summary>Both together.</summary>
    public static Distance operator +(Distance one, Distance other) => new(
        one.Altered + other.Altered,
        one.Emptied + other.Emptied,
        one.Dropped + other.Dropped,
        one.Respelled + other.Respelled);

    /// <summary>What says something else counts first, what is left out next, and the spelling last.</summary>
    public int CompareTo(Distance other) =>
        (Altered, Emptied, Dropped, Respelled).CompareTo((other.Altered, other.Emptied, other.Dropped, other.Respelled));

    /// <summary>Whether calls say more than others that their client wrote them anew: reasoning and spelling say nothing of that.</summary>
    public bool IsFurtherByCalls(Distance other) => (Altered, Emptied).CompareTo((other.Altered, other.Emptied)) > 0;
}
