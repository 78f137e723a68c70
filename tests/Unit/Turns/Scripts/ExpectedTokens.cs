using System.Collections.Immutable;
using System.Text;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Splicing;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>The tokens of a family, by hand: a byte is a token, and each role's opener and the end of a message are one.</summary>
internal static class ExpectedTokens
{
    /// <summary>The end token of a completion; none for <see cref="End.None"/>.</summary>
    public static ImmutableArray<int> EndOf(ScriptFamily family, End end) => (end, family) switch
    {
        (End.Own, ScriptFamily.Closing) => [SpliceModel.End],
        (End.Own, ScriptFamily.Opening) => [SpliceModel.Tool],
        (End.Beyond, ScriptFamily.Closing) => [SpliceModel.End, 'z'],
        (End.Beyond, ScriptFamily.Opening) => [SpliceModel.Tool, 'z'],
        (End.Other, _) => [SpliceModel.User],
        _ => [],
    };

    /// <summary>The tokens of a text without special tokens.</summary>
    public static IEnumerable<int> Bytes(string text) => Encoding.UTF8.GetBytes(text).Select(value => (int)value);

    /// <summary>The first prompt of a conversation.</summary>
    public static ImmutableArray<Token> First(ScriptFamily family, IEnumerable<Said> messages) =>
        Token.All([.. messages.SelectMany(message => Render(family, message)), SpliceModel.Assistant], 'P');

    /// <summary>How many sampled tokens come after the first one with which the family ends a turn; -1 when there is none.</summary>
    public static int AfterStop(ScriptFamily family, ImmutableArray<int> sampled)
    {
        int[] stops = family == ScriptFamily.Closing ? [SpliceModel.End] : [SpliceModel.User, SpliceModel.Tool];
        var at = sampled.Select((id, index) => stops.Contains(id) ? index : int.MaxValue).DefaultIfEmpty(int.MaxValue).Min();
        return at == int.MaxValue ? -1 : sampled.Length - 1 - at;
    }

    /// <summary>The prompt that continues a turn, and how many of the turn's last tokens gave way to it.</summary>
    public static (ImmutableArray<Token> Prompt, int Replaced) Next(
        ScriptFamily family, UnendedTurns law, ExpectedTurn parent, IEnumerable<Said> appended)
    {
        ImmutableArray<int> suffix = [.. appended.SelectMany(message => Render(family, message)), SpliceModel.Assistant];
        var runsOn = law is UnendedTurns.RunOn or UnendedTurns.RunOnCloseLength;
        var dropped = runsOn ? 0 : parent.Extra;
        var kept = parent.Tokens[..^dropped];
        var last = kept[^1].Id;
        var closes = runsOn ? law == UnendedTurns.RunOnCloseLength && parent.FinishReason == "length" && !parent.HasEnd : parent.AfterStop < 0;
        if (family == ScriptFamily.Closing)
        {
            // A turn that did not end is closed first; behind the stop token comes the line's end that the template writes there.
            ImmutableArray<int> closing = closes ? [SpliceModel.End] : [];
            ImmutableArray<int> filler = closes || last == SpliceModel.End ? ['\n'] : [];
            return ([.. kept, .. Token.All([.. closing, .. filler], 'S'), .. Token.All(suffix, 'E')], dropped);
        }

        // Here the opener of the next message is the end: the one that was sampled where it is the same, else in its place, or after what
        // was not ended.
        var opened = last is SpliceModel.User or SpliceModel.Tool && !closes;
        return opened && suffix[0] == last
            ? ([.. kept, .. Token.All(suffix[1..], 'E')], dropped)
            : opened
                ? ([.. kept[..^1], new(suffix[0], 'S'), .. Token.All(suffix[1..], 'E')], dropped + 1)
                : ([.. kept, new(suffix[0], closes ? 'S' : 'E'), .. Token.All(suffix[1..], 'E')], dropped);
    }

    private static IEnumerable<int> Render(ScriptFamily family, Said message) =>
        [Opener(message.Role), .. Bytes(message.Content), .. family == ScriptFamily.Closing ? (int[])[SpliceModel.End, '\n'] : []];

    private static int Opener(string role) => role switch
    {
        "system" => SpliceModel.SystemRole,
        "user" => SpliceModel.User,
        "assistant" => SpliceModel.Assistant,
        _ => SpliceModel.Tool,
    };
}
