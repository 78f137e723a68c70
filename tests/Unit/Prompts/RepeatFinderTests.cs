using System.Text.Json;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
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

    [Fact]
    public void Asks_OfWhatIsPlanned_IsTrueForTheSameRequestAlone()
    {
        var planned = Assert.IsType<PlanOutcome.Planned>(new PromptMaker(SessionModel.Of(Renderer)).Plan(
            Settings, Requests.Now, Trajectory.Start(HandMade.Genesis), [Chat.User("u")], Tools)).Plan;

        Assert.True(Finder.Asks(Settings, planned, [Chat.User("u")], Tools));
        Assert.False(Finder.Asks(Settings, planned, [Chat.User("u")], TurnInputs.None));
        Assert.False(Finder.Asks(Settings, planned, [Chat.User("v")], Tools));
        Assert.False(Finder.Asks(Settings, planned, [Chat.User("u"), Chat.User("v")], Tools));
        Assert.False(Finder.Asks(Settings, planned, [Chat.User("u")], Invalid));
    }
}
