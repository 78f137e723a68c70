using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Prompts;

public sealed class PromptRefusalTests
{
    private static readonly ChatRenderer Renderer = ChatRenderer.Create(
        TinyModel.Family(SpliceModel.Opening) with { AssistantStart = "<|a|>", AppendRoles = [Role.Tool] }, SpliceModel.Assets());

    private static readonly PromptInputs Inputs = PromptInputs.Read(Renderer.Family, null, TurnInputs.None);

    private static readonly TurnInputs Invalid = new(JsonElement.Parse("1"), null);

    [Theory]
    [InlineData(PromptFault.NoMessages, 1)]
    [InlineData(PromptFault.HistoryMismatch, 1)]
    [InlineData(PromptFault.RoleNotAllowed, 1)]
    [InlineData(PromptFault.TooManyTurns, 1)]
    [InlineData(PromptFault.SpecialToken, 1)]
    [InlineData(PromptFault.Invalid, 2)]
    [InlineData(PromptFault.TemplateFailed, 2)]
    [InlineData(PromptFault.NotAppendOnly, 2)]
    [InlineData(PromptFault.PrefixBroken, 3)]
    [InlineData(PromptFault.TruncatedTurn, 4)]
    [InlineData(PromptFault.NotEnded, 4)]
    public void Level_OfAFault_IsTheOneThatItBreaks(PromptFault fault, int level) => Assert.Equal(level, new PromptRefusal(fault, "").Level);

    /// <summary>The family appends tool results alone; what a conversation begins with is not appended.</summary>
    [Fact]
    public void Continue_OfARoleThatIsNotAppended_IsRefusedAfterTheFirstMessageAlone()
    {
        var maker = new PromptMaker(Renderer);
        ChatMessage[] start = [Chat.User("a"), Chat.Assistant("b")];

        Assert.IsType<PromptOutcome.Made>(maker.Continue(PromptBase.Empty, start, Inputs, Requests.Now));
        Assert.IsType<PromptOutcome.Made>(maker.Continue(PromptBase.Of([1], start), [.. start, Chat.Tool("t")], Inputs, Requests.Now));
        var refused = Assert.IsType<PromptOutcome.Refused>(
            maker.Continue(PromptBase.Of([1], start), [.. start, Chat.Tool("t"), Chat.User("c")], Inputs, Requests.Now)).Refusal;
        Assert.Equal((PromptFault.RoleNotAllowed, 3), (refused.Fault, refused.MessageIndex));
    }

    /// <summary>The stored message has the same token, and was accepted.</summary>
    [Fact]
    public void Plan_OfANewMessageWithASpecialToken_NamesItsPlaceInTheRequest()
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("a<|e|>")], Chat.Assistant("b")));
        var maker = new PromptMaker(SessionModel.Of(Renderer).RefusingSpecialTokens());

        var refused = Assert.IsType<PlanOutcome.Refused>(maker.Plan(
            new(), Requests.Now, trajectory, [Chat.User("a<|e|>"), Chat.Assistant("b"), Chat.Tool("t"), Chat.Tool("<|e|>")], TurnInputs.None)).Refusal;

        Assert.Equal((PromptFault.SpecialToken, 3), (refused.Fault, refused.MessageIndex));
        Assert.Contains("<|e|>", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A role that the template does not know is named by its place in the request, whatever may follow a turn.</summary>
    [Fact]
    public void Plan_OfARoleThatTheFormatDoesNotKnow_NamesItsPlace()
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("a")], Chat.Assistant("b")));

        var refused = Assert.IsType<PlanOutcome.Refused>(new PromptMaker(Renderer).Plan(
            new(),
            Requests.Now,
            trajectory,
            [Chat.User("a"), Chat.Assistant("b"), Chat.Message("""{"role":"critic","content":"c"}""")],
            TurnInputs.None)).Refusal;

        Assert.Equal(PromptFault.Invalid, refused.Fault);
        Assert.StartsWith("messages[2]", refused.Param, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanAndContinue_OfToolsThatAreNone_NameThem()
    {
        var maker = new PromptMaker(Renderer);
        var planned = Assert.IsType<PlanOutcome.Refused>(
            maker.Plan(new(), Requests.Now, Trajectory.Start(HandMade.Genesis), [Chat.User("a")], Invalid)).Refusal;
        var continued = Assert.IsType<PromptOutcome.Refused>(maker.Continue(new(), Requests.Now, null, [Chat.User("a")], Invalid)).Refusal;

        Assert.Equal((PromptFault.Invalid, "tools"), (planned.Fault, planned.Param));
        Assert.Equal(planned, continued);
    }
}
