using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Agents.Runs.Given;

namespace Tito.Tests.Agents.Runs;

/// <summary>How an agent sends back what it was given, where that is not as it came: in the words of the table.</summary>
internal static class Respellings
{
    /// <summary>Each difference once, in the order of the alphabet.</summary>
    public static ImmutableArray<string> In(ImmutableArray<Exchange> exchanges)
    {
        var turns = exchanges.Where(exchange => exchange.IsTurn).ToImmutableArray();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (turns.Any(turn => turn.Request.Contains("\"cache_control\"", StringComparison.Ordinal)))
        {
            found.Add("cache markers");
        }

        foreach (var (index, turn) in turns.Index().Where(turn => turn.Item.Status == 200))
        {
            if (GivenJson.Text(turn.Body, "previous_response_id") is not null)
            {
                found.Add("`previous_response_id`");
            }

            // The next request that has this answer where this one ended; other conversations have none there, or another.
            var count = turn.History.Length;
            var next = turns.Skip(index + 1).FirstOrDefault(later => later.Wire == turn.Wire && later.History.Length > count
                && later.History[count].Assistant is { } sent && turn.Given.IsMeantBy(sent));
            if (next is not null && GivenJson.Text(next.Body, "previous_response_id") is null)
            {
                found.UnionWith(MessageRespellings.Between(turn.Given, next.History[count].Assistant!));
                found.UnionWith(turn.History.Zip(next.History).SelectMany(pair => Later(pair.First, pair.Second)));
                found.UnionWith(Beside(turn, next));
            }
        }

        return [.. found];
    }

    /// <summary>How a message that was sent before is sent again.</summary>
    private static ImmutableArray<string> Later(GivenEntry before, GivenEntry now) =>
        before is { Assistant: { } was } && now is { Assistant: { } sent } ? MessageRespellings.Between(was, sent)
        : before.IsSaidAs(now) ? []
        : [$"another {now.Role} message than before"];

    /// <summary>What stands beside the messages, where the next turn has another.</summary>
    private static IEnumerable<string> Beside(Exchange turn, Exchange next) =>
        from name in (string[])["system", "instructions", "tools"]
        where (turn.Body.TryGetProperty(name, out var before), next.Body.TryGetProperty(name, out var now)) switch
        {
            (true, true) => !JsonElement.DeepEquals(GivenJson.Said(before), GivenJson.Said(now)),
            var (had, has) => had != has,
        }
        select $"other {name} than before";
}
