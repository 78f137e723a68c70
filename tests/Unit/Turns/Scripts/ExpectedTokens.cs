using System.Collections.Immutable;
using System.Text;
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
        (End.Other, _) => [SpliceModel.User],
        _ => [],
    };

    /// <summary>The tokens of a text without special tokens.</summary>
    public static IEnumerable<int> Bytes(string text) => Encoding.UTF8.GetBytes(text).Select(value => (int)value);

    /// <summary>The first prompt of a conversation.</summary>
    public static ImmutableArray<Token> First(ScriptFamily family, IEnumerable<Said> messages) =>
        Token.All([.. messages.SelectMany(message => Render(family, message)), SpliceModel.Assistant], 'P');

    /// <summary>The prompt that continues a turn, and how many of the turn's last tokens gave way to it.</summary>
    public static (ImmutableArray<Token> Prompt, int Replaced) Next(ScriptFamily family, ExpectedTurn parent, IEnumerable<Said> appended)
    {
        ImmutableArray<int> suffix = [.. appended.SelectMany(message => Render(family, message)), SpliceModel.Assistant];
        var last = parent.Tokens[^1].Id;
        if (family == ScriptFamily.Closing)
        {
            // A turn that was cut off is closed first; behind the stop token comes the line's end that the template writes there.
            ImmutableArray<int> closing = parent.FinishReason == "length" && last != SpliceModel.End ? [SpliceModel.End] : [];
            ImmutableArray<int> filler = closing.Length > 0 || last == SpliceModel.End ? ['\n'] : [];
            return ([.. parent.Tokens, .. Token.All([.. closing, .. filler], 'S'), .. Token.All(suffix, 'E')], 0);
        }

        var opened = parent.CompletionLength > 0 && last is SpliceModel.User or SpliceModel.Tool;
        return opened
            ? suffix[0] == last
                ? ([.. parent.Tokens, .. Token.All(suffix[1..], 'E')], 0)
                : ([.. parent.Tokens[..^1], new(suffix[0], 'S'), .. Token.All(suffix[1..], 'E')], 1)
            : ([.. parent.Tokens, .. Token.All(suffix, 'E')], 0);
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
