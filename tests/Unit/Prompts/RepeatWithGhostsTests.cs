using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Prompts;

/// <summary>
/// Requests that ask once more with empty answers of streams that were cut off: E is such a message, a to c were sampled, A is a client's.
/// </summary>
public sealed class RepeatWithGhostsTests
{
    private static readonly ChatRenderer Renderer = ChatRenderer.Create(TinyModel.Family(SpliceModel.Opening), SpliceModel.Assets());

    private static readonly RepeatFinder Finder = new(SessionModel.Of(Renderer));

    private static readonly TurnInputs NoInputs = new SentInputs(Renderer, null, TurnInputs.None).ToStore();

    /// <summary>Turns 0 and 1 are u a and t b. What passes a ghost by to be asked is found so as well.</summary>
    [Theory]
    [InlineData("u E a t", RepeatRule.Regenerate, 1)]
    [InlineData("u E a t", RepeatRule.Replay, 1)]
    [InlineData("u E a t", RepeatRule.Anew, null)]
    [InlineData("u E E a t", RepeatRule.Regenerate, 1)]
    [InlineData("u a t", RepeatRule.Regenerate, 1)]
    [InlineData("u E a x", RepeatRule.Regenerate, null)]
    [InlineData("u E A t", RepeatRule.Regenerate, null)]
    [InlineData("u E t", RepeatRule.Regenerate, null)]
    public void FindAndAsks_OfAConversationWithAGhost_PassItBy(string request, RepeatRule repeat, int? expected)
    {
        var before = Grow(Trajectory.Start(HandMade.Genesis), null, "u", "a");
        var planned = new TurnPlan(before.Active, Messages("t"), NoInputs, new(TokenBuffer.Empty, [], 0));
        foreach (var policy in new[] { SessionPolicy.Linear, SessionPolicy.Tree })
        {
            var settings = new SessionSettings { Policy = policy, Matcher = "strict", Repeat = repeat };

            Assert.Equal(
                expected, Finder.Find(settings, Grow(before, 0, "t", "b"), Messages(request), TurnInputs.None, null)?.Sequence);
            Assert.Equal(
                expected is not null, Finder.Asks(settings, before, planned, Messages(request), TurnInputs.None, null));
        }
    }

    /// <summary>
    /// Turn 0 sampled nothing and turn 1 went on from it; 2 and 3 are u a and t b. A tree goes on from turn 1, which is something new; a
    /// linear session's conversation has the latter alone.
    /// </summary>
    [Theory]
    [InlineData(SessionPolicy.Tree, null)]
    [InlineData(SessionPolicy.Linear, 3)]
    public void Find_OfAConversationWithAnEmptyAnswerThatIsStored_DropsItWhereItIsNotContinued(SessionPolicy policy, int? expected)
    {
        var trajectory = Grow(Grow(Trajectory.Start(HandMade.Genesis), null, "u", "E"), 0, "", "a");
        trajectory = Grow(Grow(trajectory, null, "u", "a"), 2, "t", "b");

        Assert.Equal(
            expected,
            Finder.Find(new() { Policy = policy, Matcher = "strict" }, trajectory, Messages("u E a t"), TurnInputs.None, null)?.Sequence);
    }

    /// <summary>An empty message that was there when the conversation began is part of it.</summary>
    [Fact]
    public void Find_OfAConversationThatBeganWithAnEmptyAnswer_DropsTheLaterOnesAlone()
    {
        var trajectory = Grow(Grow(Grow(Trajectory.Start(HandMade.Genesis), null, "u E A x", "a"), 0, "t", "b"), 1, "v", "c");

        Assert.Equal(
            2,
            Finder.Find(
                new() { Policy = SessionPolicy.Tree, Matcher = "strict" }, trajectory, Messages("u E A x a t E b v"), TurnInputs.None, null)!.Sequence);
    }

    private static Trajectory Grow(Trajectory trajectory, int? parent, string appended, string sampled) => trajectory.Restore(
        parent is { } sequence ? trajectory.Turns[sequence] : null,
        HandMade.Talk(Messages(appended), Messages(sampled)[0]) with { Inputs = NoInputs });

    private static ImmutableArray<ChatMessage> Messages(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word switch
        {
            "E" => Chat.Assistant(""),
            "a" or "b" or "c" or "A" => Chat.Assistant(word),
            _ => Chat.User(word),
        })];
}
