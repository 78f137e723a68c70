using System.Collections.Immutable;
using System.Text;
using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Verification;

/// <summary>A session whose template numbers its messages: the second turn is proved from the stored ones. Ids of the byte-level tokenizer are UTF-8 bytes.</summary>
public sealed class LevelCheckTests
{
    private static readonly LevelCheck Levels = new(SessionModel.Load(
        TinyModel.Family("{% for m in messages %}{{ loop.index }}{{ m.content }};{% endfor %}") with { Boundary = new BoundaryRule.DiffHistory() },
        TinyModel.Assets(),
        null));

    private const string NobodyCanTell = "The family names no stop token, so that nobody can tell where its turns end.";

    private static readonly Trajectory One = Trajectory.Start(HandMade.Genesis).Restore(
        null, HandMade.Content([Chat.User("u")], Chat.Assistant("a"), [Given(TokenOrigin.Prompt, "1u;")], TokenSegment.Sampled([97], [-1f])));

    [Fact]
    public void Check_WhenTheStoredTokensAreThoseOfTheMessages_HoldsOnEveryLevel()
    {
        Assert.Equal([new(1, true, null), new(2, true, null), new(3, true, null), new(4, true, null)], Levels.Check(Head, One.Active!));
        AssertHolds(Check([Given(TokenOrigin.Environment, "3v;")]));
    }

    /// <summary>An empty segment says nothing about any token.</summary>
    [Fact]
    public void Check_WhenSegmentsAreEmpty_DoesNotCountThem() =>
        AssertHolds(Check([Given(TokenOrigin.Splice, ""), Given(TokenOrigin.Environment, "3v;"), Given(TokenOrigin.Prompt, "")]));

    [Fact]
    public void Check_WhenTheOriginsAreOthers_NamesBothSides() => AssertBroken(
        "The stored prompt has other origins than the one that its messages give: expected 0 replaced, 3 Environment, found 0 replaced, 1 Splice, 2 Environment.",
        Check([Given(TokenOrigin.Splice, "3"), Given(TokenOrigin.Environment, "v;")]));

    [Fact]
    public void Check_WhenATokenIsAnother_NamesItsIndex() => AssertBroken(
        "The stored prompt leaves the one that its messages give at index 5: expected 118 \"v\", found 119 \"w\".",
        Check([Given(TokenOrigin.Environment, "3w;")]));

    /// <summary>A release that joined the parts of every content stored the turn; today the template gets the list.</summary>
    [Fact]
    public void Check_OfATurnWhosePartsWereJoined_Holds()
    {
        var levels = new LevelCheck(SessionModel.Load(
            TinyModel.Family("{% for m in messages %}{% if m.content is string %}{{ m.content }}{% else %}{% for part in m.content %}{{ part.text }}{% endfor %}{% endif %};{% endfor %}")
                with
            { ContentParts = ContentParts.Listed },
            TinyModel.Assets(),
            null));
        var parts = Chat.Message("""{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""");

        ImmutableArray<LevelVerdict> Check(string prompt) => levels.Check(Head, Trajectory.Start(HandMade.Genesis).Restore(
            null, HandMade.Content([parts], Chat.Assistant("a"), [Given(TokenOrigin.Prompt, prompt)], TokenSegment.Sampled([97], [-1f]))).Active!);

        AssertAllHold(Check("xy;"));
        AssertAllHold(Check("x y;"));
        AssertBroken("The stored prompt leaves the one that its messages give at index 1: expected 121 \"y\", found 45 \"-\".", Check("x-y;"));
    }

    /// <summary>An earlier release let an opener give way to itself; a turn that it stored holds, and no other opener does.</summary>
    [Fact]
    public void Check_OfATurnThatPutTheSameOpenerBack_Holds()
    {
        var levels = new LevelCheck(SessionModel.Load(
            TinyModel.Family("{% for m in messages %}{{ 'U' if m.role == 'user' else 'A' }}{{ m.content }}{% endfor %}{{ 'A' if add_generation_prompt }}")
                with
            { Boundary = new BoundaryRule.ReplaceTrailing(["U", "T"]), MaxTrimTokens = 1 },
            TinyModel.Assets(),
            null));
        var one = Trajectory.Start(HandMade.Genesis).Restore(
            null, HandMade.Content([Chat.User("u")], Chat.Assistant("a"), [Given(TokenOrigin.Prompt, "UuA")], TokenSegment.Sampled(['a', 'U'], [-1f, -1f])));

        ImmutableArray<LevelVerdict> Check(int replaced, params ImmutableArray<TokenSegment> prompt) => levels.Check(Head, one.Restore(
            one.Active, HandMade.Content([Chat.User("v")], Chat.Assistant("b"), prompt, TokenSegment.Sampled(['b'], [-1f])) with { ReplacedCount = replaced }).Active!);

        AssertAllHold(Check(0, Given(TokenOrigin.Environment, "vA")));
        AssertAllHold(Check(1, Given(TokenOrigin.Splice, "U"), Given(TokenOrigin.Environment, "vA")));
        Assert.False(Check(1, Given(TokenOrigin.Environment, "U"), Given(TokenOrigin.Environment, "vA"))[2].Holds);
    }

    private static Core.Journals.SessionHead Head => Heads.Of("0123456789abcdef0123456789abcdef") with { Settings = new() };

    private static TokenSegment Given(TokenOrigin origin, string text) =>
        TokenSegment.Given(origin, [.. Encoding.UTF8.GetBytes(text).Select(value => (int)value)]);

    private static ImmutableArray<LevelVerdict> Check(ImmutableArray<TokenSegment> prompt) => Levels.Check(
        Head, One.Restore(One.Active, HandMade.Content([Chat.User("v")], Chat.Assistant("b"), prompt, TokenSegment.Sampled([98], [-1f]))).Active!);

    private static void AssertHolds(ImmutableArray<LevelVerdict> levels) =>
        Assert.Equal([new(1, true, null), new(2, true, null), new(3, true, null), new(4, null, NobodyCanTell)], levels);

    private static void AssertAllHold(ImmutableArray<LevelVerdict> levels) =>
        Assert.Equal([new(1, true, null), new(2, true, null), new(3, true, null), new(4, true, null)], levels);

    private static void AssertBroken(string detail, ImmutableArray<LevelVerdict> levels) =>
        Assert.Equal([new(1, true, null), new(2, true, null), new(3, false, detail), new(4, null, null)], levels);
}
