using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>
/// The query of a request for the samples of many sessions. What is no parameter, or has no such value, is refused by name.
/// </summary>
internal static class SamplesQuery
{
    private const int MaxLimit = 100_000;
    private const string Parameters = "there are state, closed, group, since, after, limit, max_seq_len and picker.";

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a query.</summary>
    /// <exception cref="MessageException">A parameter that there is not, twice, or with another value than it takes.</exception>
    public static (SessionFilter Filter, SamplesRequest Request) Read(IQueryCollection query)
    {
        var (filter, request) = (new SessionFilter(), new SamplesRequest());
        foreach (var (name, values) in query)
        {
            var value = values is [{ Length: > 0 } single] ? single : throw new MessageException(name, "must be there once, with a value.");
            (filter, request) = name switch
            {
                "state" => (filter with { States = States(value) }, request),
                "closed" => (filter with { IsClosed = Flag(value) }, request),
                "group" => (filter with { Group = Group(value) }, request),
                "since" => (filter with { Since = Time(value) }, request),
                "after" => (filter with { After = Id(value) }, request),
                "limit" => (filter with { Limit = Number(name, value, MaxLimit) }, request),
                "max_seq_len" => (filter, request with { MaxSequenceLength = Number(name, value, int.MaxValue) }),
                "picker" => (filter, request with { Picker = Picker(value) }),
                _ => throw new MessageException(name, $"is not a parameter of this route; {Parameters}"),
            };
        }

        return (filter, request);
    }

    private static ImmutableArray<SessionState> States(string value) =>
    [
        .. value.Split(',').Select(word => WireName.Find<SessionState>(word)
            ?? throw new MessageException("state", $"must be of {WireName.All<SessionState>()}, several parted by commas.")),
    ];

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

    private static DateTimeOffset Time(string value) =>
        DateTimeOffset.TryParseExact(value, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new MessageException("since", "must be a time as 2026-11-29T12:00:00Z; a + of its zone is written %2B.");

    private static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new MessageException(name, $"must be a whole number from 1 to {most}.");

    private static SamplePicker Picker(string value) => WireName.Find<SamplePicker>(value)
        ?? throw new MessageException("picker", $"must be one of {WireName.All<SamplePicker>()}.");
}
