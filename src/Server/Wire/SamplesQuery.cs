using System.Collections.Immutable;
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
    private const string Parameters = $"there are state, {SessionQuery.Parameters}, max_seq_len and picker.";

    /// <summary>Reads a query.</summary>
    /// <exception cref="MessageException">A parameter that there is not, twice, or with another value than it takes.</exception>
    public static (SessionFilter Filter, SamplesRequest Request) Read(IQueryCollection query)
    {
        var (filter, request) = (new SessionFilter(), new SamplesRequest());
        foreach (var (name, values) in query)
        {
            var value = SessionQuery.Value(name, values);
            (filter, request) = name switch
            {
                "state" => (filter with { States = States(value) }, request),
                "max_seq_len" => (filter, request with { MaxSequenceLength = SessionQuery.Number(name, value, int.MaxValue) }),
                "picker" => (filter, request with { Picker = Picker(value) }),
                _ => (
                    SessionQuery.Add(filter, name, value, MaxLimit)
                        ?? throw new MessageException(name, $"is not a parameter of this route; {Parameters}"),
                    request),
            };
        }

        return (filter, request);
    }

    private static ImmutableArray<SessionState> States(string value) =>
    [
        .. value.Split(',').Select(word => WireName.Find<SessionState>(word)
            ?? throw new MessageException("state", $"must be of {WireName.All<SessionState>()}, several parted by commas.")),
    ];

    private static SamplePicker Picker(string value) => WireName.Find<SamplePicker>(value)
        ?? throw new MessageException("picker", $"must be one of {WireName.All<SamplePicker>()}.");
}
