using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What may follow a turn that did not end: the table of <c>unended</c> in docs/server.md. 90 is the family's stop token.</summary>
public sealed class EndRulesTests
{
    private static readonly EndTokens Ends = new() { Own = [90], Foreign = [91], Closing = [90, 10] };

    /// <summary>Whether it is refused, closed, and how many of its tokens are cut off: of each setting in the order of the table.</summary>
    [Theory]
    [InlineData("stop_token", "-0 -0 -0 -0 -0")]
    [InlineData("tokens_after_stop", "-2 -2 R2 -0 -0")]
    [InlineData("foreign_token", "C0 C0 R0 -0 -0")]
    [InlineData("stop_string", "C0 C0 R0 -0 -0")]
    [InlineData("no_stop_token", "C0 C0 R0 -0 -0")]
    [InlineData("length", "R0 C0 R0 R0 C0")]
    [InlineData("abort", "R0 C0 R0 -0 -0")]
    [InlineData("other", "R0 C0 R0 -0 -0")]
    public void Rules_OfAnEnd_AreThoseOfTheSetting(string end, string expected)
    {
        var turn = Ended(end);
        UnendedTurns[] settings =
        [
            UnendedTurns.CloseStopStrings, UnendedTurns.Close, UnendedTurns.Refuse, UnendedTurns.RunOn, UnendedTurns.RunOnCloseLength,
        ];

        Assert.Equal(expected, string.Join(' ', settings.Select(setting => new EndRules(setting, Ends)).Select(rules =>
            (rules.Refusal(turn) is not null ? "R" : rules.Closes(turn) ? "C" : "-") + rules.DroppedCount(turn))));
    }

    /// <summary>The message says how the turn ended, and names what takes it.</summary>
    [Theory]
    [InlineData("length", "Turn 0 ended by length: it has no end that a message could follow. Retry it with more tokens, or open a session with \"unended\": \"close\".")]
    [InlineData("abort", "Turn 0 was given up by the engine: it has no end that a message could follow. Retry it, or open a session with \"unended\": \"close\".")]
    [InlineData("other", "Turn 0 ended by content_filter: it has no end that a message could follow. Retry it, or open a session with \"unended\": \"close\".")]
    [InlineData("stop_string", "Turn 0 ended at a stop string: it has no end that a message could follow. Retry it, or open a session with \"unended\": \"close_stop_strings\".")]
    [InlineData("tokens_after_stop", "Turn 0 has 2 tokens after its stop token. Retry it, or open a session with \"unended\": \"close_stop_strings\".")]
    public void Refusal_OfATurn_SaysHowItEndedAndWhatTakesIt(string end, string message)
    {
        var refused = new EndRules(UnendedTurns.Refuse, Ends).Refusal(Ended(end))!;

        Assert.Equal((RefusalReason.TruncatedTurn, 1, message), (refused.Reason, refused.MessageIndex, refused.Message));
        var named = message.Contains("close_stop_strings", StringComparison.Ordinal) ? UnendedTurns.CloseStopStrings : UnendedTurns.Close;
        Assert.Null(new EndRules(named, Ends).Refusal(Ended(end)));
    }

    /// <summary>No setting closes a turn where nobody knows with what; a turn that the model stopped is taken at the engine's word.</summary>
    [Theory]
    [InlineData("stop_string", true)]
    [InlineData("length", true)]
    [InlineData("no_stop_token", false)]
    public void Refusal_WithoutKnownStopTokens_NamesTheFamilyFile(string end, bool isRefused)
    {
        var refused = new EndRules(UnendedTurns.Close, EndTokens.Unknown).Refusal(Ended(end));

        Assert.Equal(isRefused, refused is not null);
        Assert.EndsWith(
            isRefused ? "The family names no stop token to close it with: declare one in a family file, or retry the turn." : "",
            refused?.Message ?? "",
            StringComparison.Ordinal);
    }

    private static Turn Ended(string end)
    {
        var (ids, finishReason, stop) = end switch
        {
            "stop_token" => ([4, 90], "stop", null),
            "tokens_after_stop" => ([4, 90, 5, 6], "stop", null),
            "foreign_token" => ([4, 91], "stop", null),
            "stop_string" => ([4], "stop", new StopMatch(null, "x")),
            "other" => ([4], "content_filter", null),
            "no_stop_token" => ([4], "stop", null),
            _ => ((ImmutableArray<int>)[4], end, (StopMatch?)null),
        };
        var completion = TokenSegment.Sampled(ids, [.. ids.Select(_ => -1f)]);
        var content = HandMade.Content([Chat.User("u")], Chat.Assistant("a"), [TokenSegment.Given(TokenOrigin.Prompt, [1])], completion);
        return Trajectory.Start(HandMade.Genesis).Restore(null, content with { FinishReason = finishReason, Stop = stop }).Active!;
    }
}
