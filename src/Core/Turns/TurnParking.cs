using Tito.Core.Problems;

namespace Tito.Core.Turns;

/// <summary>What became of the wish to be answered later.</summary>
public abstract record TurnParking
{
    private TurnParking()
    {
    }

    /// <summary>The request waits in the journal.</summary>
    /// <param name="Key">The key under which it does.</param>
    /// <param name="Since">When it was parked, or its last attempt began.</param>
    /// <param name="IsUnderWay">Whether somebody is working on it.</param>
    public sealed record Waits(string Key, DateTimeOffset Since, bool IsUnderWay) : TurnParking;

    /// <summary>The turn is there already: whoever asks for it is answered at once.</summary>
    /// <param name="Key">The key under which it was taken, the request's or that of an earlier one with the same body.</param>
    public sealed record IsTaken(string Key) : TurnParking;

    /// <summary>Nothing was parked.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(Problem Problem) : TurnParking;
}
