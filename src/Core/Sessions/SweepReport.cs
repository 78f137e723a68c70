namespace Tito.Core.Sessions;

/// <summary>The findings and deeds of a sweep, counted.</summary>
/// <param name="Sessions">Sessions that it looked at.</param>
/// <param name="Expired">Sessions past their time to live that it removed.</param>
/// <param name="Lost">Turns that nobody was heard of, whose intents it ended as lost.</param>
/// <param name="Garbage">Leftovers of unfinished writes that it removed.</param>
/// <param name="Unreadable">Sessions that it left alone because their rows contradict each other.</param>
public sealed record SweepReport(int Sessions, int Expired, int Lost, int Garbage, int Unreadable)
{
    /// <summary>Sessions that it left alone because the store did not give them.</summary>
    public int Unavailable { get; init; }
}
