using System.Globalization;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>
/// The parameters that say which sessions are asked for, the same for every route over many sessions. What has no such value is refused by
/// name.
/// </summary>
internal static class SessionQuery
{
    /// <summary>Their names, for who gave another one.</summary>
    public const string Parameters = "closed, group, metadata.NAME, reward_min, reward_max, since, after, limit";

    private const string MetadataPrefix = "metadata.";
    private const int MaxMetadata = 16;

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The one value of a parameter; only that of metadata may be empty.</summary>
    /// <exception cref="MessageException">It is there twice, or without a value.</exception>
    public static string Value(string name, IReadOnlyList<string?> values) =>
        values is [{ } value] && (value.Length > 0 || name.StartsWith(MetadataPrefix, StringComparison.Ordinal))
            ? value
            : throw new MessageException(name, "must be there once, with a value.");

    /// <summary>A filter with one more parameter; null where it is none of these.</summary>
    /// <param name="filter">What was asked so far.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="maxLimit">The largest limit of the route.</param>
    /// <exception cref="MessageException">It takes no such value.</exception>
    public static SessionFilter? Add(SessionFilter filter, string name, string value, int maxLimit) => name switch
    {
        "closed" => filter with { IsClosed = Flag(value) },
        "group" => filter with { Group = Group(value) },
        "reward_min" => filter with { LeastReward = Reward(name, value) },
        "reward_max" => filter with { MostReward = Reward(name, value) },
        "since" => filter with { Since = Time(value) },
        "after" => filter with { After = Id(value) },
        "limit" => filter with { Limit = Number(name, value, maxLimit) },
        _ when name.StartsWith(MetadataPrefix, StringComparison.Ordinal) && name.Length > MetadataPrefix.Length =>
            filter.Metadata.Count < MaxMetadata
                ? filter with { Metadata = filter.Metadata.Add(name[MetadataPrefix.Length..], value) }
                : throw new MessageException(name, $"is one too many; {MaxMetadata} of metadata may be asked for."),
        _ => null,
    };

    /// <summary>A whole number from 1 on.</summary>
    /// <exception cref="MessageException">It is none, or above the most.</exception>
    public static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new MessageException(name, $"must be a whole number from 1 to {most}.");

    private static bool Flag(string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ => throw new MessageException("closed", "must be true or false."),
    };

    private static string Group(string value) =>
        SessionGroup.IsGroup(value) ? value : throw new MessageException("group", $"must be {SessionGroup.Rule}.");

    private static string Id(string value) =>
        SessionId.IsId(value) ? value : throw new MessageException("after", $"must be the id of a session, {SessionId.Rule}.");

    private static double Reward(string name, string value) =>
        StrictJson.TryParse(value) is { ValueKind: System.Text.Json.JsonValueKind.Number } number
            && number.TryGetDouble(out var reward) && double.IsFinite(reward)
            ? reward
            : throw new MessageException(name, "must be a finite number, as JSON has it.");

    private static DateTimeOffset Time(string value) =>
        DateTimeOffset.TryParseExact(value, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new MessageException("since", "must be a time as 2026-11-29T12:00:00Z; a + of its zone is written %2B.");
}
