using System.Text.Json;
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

/// <summary>What asks for a turn once more, by its messages and its inputs.</summary>
public sealed class RepeatFinderTests
{
    private static readonly ChatRenderer Renderer = ChatRenderer.Create(TinyModel.Family(SpliceModel.Opening), SpliceModel.Assets());

    private static readonly RepeatFinder Finder = new(SessionModel.Of(Renderer));

    private static readonly TurnInputs Tools = new(JsonElement.Parse("""[{"type":"function","function":{"name":"f"}}]"""), null);

    private static readonly TurnInputs Invalid = new(JsonElement.Parse("1"), null);

    private static readonly SessionSettings Settings = new() { Policy = SessionPolicy.Tree };

    [Fact]
    public void Find_OfARequest_IsTheTurnThatAnsweredItWithTheSameInputs()
    {
        var stored = HandMade.Talk([Chat.User("u")], Chat.Assistant("a")) with { Inputs = new SentInputs(Renderer, null, Tools).ToStore() };
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, stored);

        Assert.Same(trajectory.Turns[0], Find("u", Tools));
        Assert.Null(Find("u", TurnInputs.None));
        Assert.Null(Find("v", Tools));
        Assert.Null(Find("u", Invalid));

        Turn? Find(string user, TurnInputs inputs) => Finder.Find(Settings, trajectory, [Chat.User(user)], inputs, null);
    }

    /// <summary>
    /// Where the stored inputs stand, a turn that goes on from another has that one's, whatever its request had. A root has its own, and
    /// inputs of a wrong form are no turn's.
    /// </summary>
    [Theory]
    [InlineData(PromptInputsRule.Keep, true)]
    [InlineData(PromptInputsRule.Refuse, false)]
    [InlineData(PromptInputsRule.Ignore, false)]
    public void FindAndAsks_WithOtherInputsThanTheStoredOnes_AreOfTheTurnWhereThoseStand(PromptInputsRule rule, bool isFound)
    {
        var inputs = new SentInputs(Renderer, null, Tools).ToStore();
        var root = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("u")], Chat.Assistant("a")) with { Inputs = inputs });
        var both = root.Restore(root.Active, HandMade.Talk([Chat.User("v")], Chat.Assistant("b")) with { Inputs = inputs });
        var planned = new TurnPlan(root.Active, [Chat.User("v")], inputs, new(TokenBuffer.Empty, [], 0));
        ChatMessage[] asked = [Chat.User("u"), Chat.Assistant("a"), Chat.User("v")];
        foreach (var policy in new[] { SessionPolicy.Linear, SessionPolicy.Tree })
        {
            var settings = Settings with { Policy = policy, OnPromptInputs = rule };

            Assert.Equal(isFound, Finder.Find(settings, both, asked, TurnInputs.None, null) == both.Turns[1]);
            Assert.Equal(isFound, Finder.Asks(settings, root, planned, asked, TurnInputs.None, null));
            Assert.Null(Finder.Find(settings, both, asked, Invalid, null));
            Assert.False(Finder.Asks(settings, root, planned, asked, Invalid, null));
            Assert.Null(Finder.Find(settings, both, [Chat.User("u")], TurnInputs.None, null));
        }
    }

    [Fact]
    public void Asks_OfWhatIsPlanned_IsTrueForTheSameRequestAlone()
    {
        var empty = Trajectory.Start(HandMade.Genesis);
        var planned = Assert.IsType<PlanOutcome.Planned>(new PromptMaker(SessionModel.Of(Renderer)).Plan(
            Settings, Requests.Now, empty, [Chat.User("u")], Tools)).Plan;

        Assert.True(Asks([Chat.User("u")], Tools));
        Assert.False(Asks([Chat.User("u")], TurnInputs.None));
        Assert.False(Asks([Chat.User("v")], Tools));
        Assert.False(Asks([Chat.User("u"), Chat.User("v")], Tools));
        Assert.False(Asks([Chat.User("u")], Invalid));

        bool Asks(ChatMessage[] messages, TurnInputs inputs) => Finder.Asks(Settings, empty, planned, messages, inputs, null);
    }
}
