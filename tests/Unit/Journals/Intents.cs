using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>Intents whose every field is known.</summary>
internal static class Intents
{
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 9, 0, 0, 123, 456, TimeSpan.FromHours(-3));

    /// <summary>An open intent of a client's key, by the attempt <c>KEY-1</c>, for ten minutes.</summary>
    public static TurnIntent Of(string key) => new()
    {
        Key = key,
        IsGenerated = false,
        AttemptId = key + "-1",
        RequestDigest = Digest.Of("body"u8),
        Parent = null,
        TurnCount = 0,
        StartedAt = Start,
        ExpiresAt = Start.AddMinutes(10),
    };

    /// <summary>Begins an intent of its own for a turn and appends the turn.</summary>
    public static async ValueTask<AppendOutcome> StoreAsync(
        this ISessionJournal journal, string session, Turn turn, CancellationToken cancellationToken, string writer = "turn")
    {
        var intent = Of($"{writer} {turn.Sequence}");
        await journal.BeginAsync(session, intent, cancellationToken);
        return await journal.AppendAsync(session, turn, intent, cancellationToken);
    }

    /// <summary>Appends a turn as a writer who saw all turns before it and nothing moved.</summary>
    public static ValueTask<AppendOutcome> AppendAsync(
        this ISessionJournal journal, string session, Turn turn, TurnIntent intent, CancellationToken cancellationToken) => journal.AppendAsync(
            session, turn, new Fence(turn.Sequence, turn.Sequence > 0 ? turn.Sequence - 1 : null), intent, cancellationToken);
}
