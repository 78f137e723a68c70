namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>When a replayed message is the stored one, by what the two say.</summary>
internal static class ExpectedMatching
{
    /// <summary>How many messages two conversations have in common at their start.</summary>
    public static int Common(string matcher, IReadOnlyList<Said> stored, IReadOnlyList<Said> replayed)
    {
        var count = 0;
        while (count < stored.Count && count < replayed.Count && Same(matcher, stored[count], replayed[count]))
        {
            count++;
        }

        return count;
    }

    private static bool Same(string matcher, Said stored, Said replayed) => matcher switch
    {
        "strict" => stored == replayed,
        "loose_tool_call" => Plain(stored) == Plain(replayed),
        "rendered" => Plain(stored) with { Reasoning = replayed.Reasoning.Length == 0 ? "" : stored.Reasoning } == Plain(replayed),
        _ => (stored.Role, stored.Content) == (replayed.Role, replayed.Content),
    };

    private static Said Plain(Said message) => message with { Call = message.Call is { } call ? call with { IsRespelled = false } : null };
}
