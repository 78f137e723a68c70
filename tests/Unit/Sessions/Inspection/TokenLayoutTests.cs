using System.Collections.Immutable;
using System.Text;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Tokenizers;
using Tito.Tests.Unit.Trajectories;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Sessions.Inspection;

/// <summary>The tiny tokenizer's ids are bytes; 258 is the added token &lt;s&gt;.</summary>
public sealed class TokenLayoutTests
{
    private static readonly TokenPage All = new(0, 1);
    private static readonly Tokenizer Tokenizer = TinyTokenizer.Load();

    [Fact]
    public void Of_APathOfTwoTurns_GivesRunsWithTheirPlacesInTheBuffer()
    {
        var turns = Path(
            Turn([Given(TokenOrigin.Prompt, "ab")], Sampled("cd", -0.5f)),
            Turn([Given(TokenOrigin.Splice, "\n"), Given(TokenOrigin.Environment, "e")], Sampled("f", -1f)));

        var layout = TokenLayout.Of(turns, All, Tokenizer);

        Assert.Equal(
            ["prompt 0 2 'ab'", "model 2 2 'cd'", "splice 4 1 '\n'", "environment 5 1 'e'", "model 6 1 'f'"],
            layout.SelectMany(turn => turn.Runs).Select(Describe));
        Assert.Equal([-1f], layout[1].Runs[2].Parts.Select(part => part.Token!.Logprob!.Value));
        Assert.Null(layout[0].Runs[0].Parts[0].Token!.Logprob);
    }

    [Fact]
    public void Of_ATurnWhoseEndWasReplaced_ShowsTheReplacedTokensWhereTheyStood()
    {
        var turns = Path(
            Turn([Given(TokenOrigin.Prompt, "a")], Sampled("bc", -0.5f)),
            Turn([Given(TokenOrigin.Environment, "d")], Sampled("e", -1f)) with { ReplacedCount = 1 });

        var layout = TokenLayout.Of(turns, All, Tokenizer);

        Assert.Equal(
            ["prompt 0 1 'a'", "model 1 1 'b'", "replaced model 2 1 'c'", "environment 2 1 'd'", "model 3 1 'e'"],
            layout.SelectMany(turn => turn.Runs).Select(Describe));
        Assert.Equal(['c'], layout[0].Runs[2].Parts.Select(part => part.Token!.Id));
    }

    [Fact]
    public void Of_TheLastTurn_ReplacesNothing() => Assert.DoesNotContain(
        TokenLayout.Of(Path(Turn([], Sampled("ab", -1f))), All, Tokenizer)[0].Runs, run => run.IsReplaced);

    [Fact]
    public void Of_ACharacterOverTwoSegments_GivesItToItsLastToken()
    {
        var turns = Path(Turn([TokenSegment.Given(TokenOrigin.Prompt, [0xC3])], TokenSegment.Sampled([0xA9], [-1f])));

        var parts = TokenLayout.Of(turns, All, Tokenizer)[0].Runs.SelectMany(run => run.Parts).ToList();

        Assert.Equal(["", "é"], parts.Select(part => part.Text));
        Assert.Equal([@"\xC3", @"\xA9"], parts.Select(part => part.Token!.Piece));
    }

    [Fact]
    public void Of_ABufferThatEndsWithinACharacter_SaysSoAtItsLastToken()
    {
        var turns = Path(Turn([], TokenSegment.Sampled(['a', 0xC3], [-1f, -1f])));

        Assert.Equal(["a", "\uFFFD"], TokenLayout.Of(turns, All, Tokenizer)[0].Runs.Single().Parts.Select(part => part.Text));
    }

    [Fact]
    public void Of_AnAddedTokenAndTextThatLooksTheSame_TellsThemApart()
    {
        var turns = Path(Turn([TokenSegment.Given(TokenOrigin.Prompt, [258, '<', 's', '>'])], Sampled("a", -1f)));

        var parts = TokenLayout.Of(turns, new(1, 2), Tokenizer)[0].Runs[0].Parts;

        Assert.Equal([("<s>", true), ("<s>", false)], parts.Select(part => (part.Text, part.IsMarker)));
        Assert.All(parts, part => Assert.Null(part.Token));
        Assert.Equal([0, 1], parts.Select(part => part.Start));
    }

    [Fact]
    public void Of_ABufferOfTwoPages_TellsTheTokensOfOne()
    {
        var turns = Path(Turn([Given(TokenOrigin.Prompt, new string('x', TokenPage.Length + 2))], Sampled("a", -1f)));

        var runs = TokenLayout.Of(turns, new(1, 2), Tokenizer)[0].Runs;

        Assert.Equal([(0, TokenPage.Length), (TokenPage.Length, 1), (TokenPage.Length + 1, 1)], runs[0].Parts.Select(part => (part.Start, part.Text.Length)));
        Assert.Equal([false, true, true], runs[0].Parts.Select(part => part.Token is not null));
        Assert.NotNull(runs[1].Parts.Single().Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_IdsThatAreNoTokens_ShowsTheirNumbers(bool isServed)
    {
        var turns = Path(Turn([TokenSegment.Given(TokenOrigin.Prompt, [260])], TokenSegment.Sampled([-5], [-1f])));

        var parts = TokenLayout.Of(turns, All, isServed ? Tokenizer : null)[0].Runs.SelectMany(run => run.Parts).ToList();

        Assert.Equal(["[260]", "[-5]"], parts.Select(part => part.Text));
        Assert.All(parts, part => Assert.Null(part.Token!.Piece));
    }

    private static string Describe(TokenRun run) =>
        $"{(run.IsReplaced ? "replaced " : "")}{run.Origin.ToString().ToLowerInvariant()} {run.Start} {run.Count} '{string.Concat(run.Parts.Select(part => part.Text))}'";

    private static ImmutableArray<Turn> Path(params ReadOnlySpan<TurnContent> contents)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        foreach (var content in contents)
        {
            trajectory = trajectory.Restore(trajectory.Active, content);
        }

        return trajectory.Active!.Path;
    }

    private static TurnContent Turn(ImmutableArray<TokenSegment> prompt, TokenSegment completion) =>
        HandMade.Content([], Chat.Message("""{"role":"assistant","content":""}"""), prompt, completion);

    private static TokenSegment Given(TokenOrigin origin, string text) => TokenSegment.Given(origin, Ids(text));

    private static TokenSegment Sampled(string text, float logprob) =>
        TokenSegment.Sampled(Ids(text), [.. Enumerable.Repeat(logprob, text.Length)]);

    private static ImmutableArray<int> Ids(string text) => [.. Encoding.UTF8.GetBytes(text).Select(value => (int)value)];
}
