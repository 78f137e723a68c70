using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Prompts;

/// <summary>What becomes of a request with other inputs than the turn that its messages continue, by policy and rule.</summary>
public sealed class InputsRuleTests
{
    private const string Template =
        "{{ tools | length if tools else 0 }}{{ mood }}:{% for m in messages %}{{ m.content }};{{ mood }}{% endfor %}";

    private static readonly PromptMaker Maker = new(SessionModel.Load(TinyModel.Family(Template), TinyModel.Assets(), null));

    private static readonly TurnInputs One = Inputs("""[{"function":{"name":"f"}}]""", """{"mood":"+"}""");

    private static readonly TurnInputs OtherTools = Inputs("""[{"function":{"name":"g"}}]""", """{"mood":"+"}""");

    private static readonly TurnInputs OtherMood = Inputs("""[{"function":{"name":"f"}}]""", """{"mood":"-"}""");

    private static readonly Trajectory Stored = Trajectory.Start(HandMade.Genesis)
        .Restore(null, HandMade.Talk([Chat.User("u")], Chat.Assistant("a")) with { Inputs = One });

    private static readonly ChatMessage[] Next = [Chat.User("u"), Chat.Assistant("a"), Chat.Tool("t")];

    [Fact]
    public void Plan_WithTheStoredInputs_SharesTheirObject()
    {
        foreach (var rule in Enum.GetValues<PromptInputsRule>())
        {
            var plan = Planned(SessionPolicy.Linear, rule, Next, Inputs("""[ {"function":{"name":"f"}} ]""", """{"mood": "+"}"""));

            Assert.Same(Stored.Active, plan.Parent);
            var turn = Stored.Commit(plan, Answer()).Active!;
            Assert.Equal(rule != PromptInputsRule.Ignore, ReferenceEquals(One, turn.Content.Inputs));
        }
    }

    [Fact]
    public void Commit_OfTheVerySameBytes_SharesTheObjectUnderEveryRule()
    {
        var same = Inputs("""[{"function":{"name":"f"}}]""", """{"mood":"+"}""");
        var plan = Planned(SessionPolicy.Linear, PromptInputsRule.Ignore, Next, same);

        Assert.Same(One, Stored.Commit(plan, Answer()).Active!.Content.Inputs);
    }

    [Fact]
    public void Plan_OfALinearSession_RefusesOtherInputsByTheirNamesAndDigests()
    {
        var refused = Refused(Next, OtherTools);

        Assert.Equal((PromptFault.InputsChanged, 1, "tools", null), (refused.Fault, refused.Level, refused.Param, refused.MessageIndex));
        Assert.Contains(
            $"tools (stored sha256 {One.ToolsDigest}, sent sha256 {OtherTools.ToolsDigest}). Send",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Contains("turn 0", refused.Message, StringComparison.Ordinal);
        Assert.Equal("chat_template_kwargs.mood", Refused(Next, OtherMood).Param);
        Assert.Contains("sent nothing", Refused(Next, Inputs(null, """{"mood":"+"}""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfAHistoryThatDiffers_SaysThatFirst() =>
        Assert.Equal(PromptFault.HistoryMismatch, Refused([Chat.User("x")], OtherTools, maxRollback: 0).Fault);

    /// <summary>A retry at the root begins a conversation, and chooses anew.</summary>
    [Theory]
    [InlineData(SessionPolicy.Linear, PromptInputsRule.Refuse)]
    [InlineData(SessionPolicy.Linear, PromptInputsRule.Keep)]
    [InlineData(SessionPolicy.Tree, PromptInputsRule.Refuse)]
    [InlineData(SessionPolicy.Tree, PromptInputsRule.Keep)]
    public void Plan_OfARetryAtTheRoot_TakesItsOwnInputs(SessionPolicy policy, PromptInputsRule rule)
    {
        var plan = Planned(policy, rule, [Chat.User("u")], OtherTools);

        Assert.Null(plan.Parent);
        Assert.True(plan.Inputs.IsSame(OtherTools));
        Assert.Equal("1+:u;+", Text(plan.Prompt));
    }

    [Fact]
    public void Plan_OfATree_BeginsARootForOtherInputsAndFindsItAgain()
    {
        var root = Planned(SessionPolicy.Tree, PromptInputsRule.Refuse, Next, OtherMood);

        Assert.Null(root.Parent);
        Assert.Equal("1-:u;-a;-t;-", Text(root.Prompt));
        var grown = Stored.Commit(root, Answer());
        Assert.Equal(1, ParentOf(OtherMood));
        Assert.Equal(0, ParentOf(One));

        int? ParentOf(TurnInputs inputs) => Assert.IsType<PlanOutcome.Planned>(Maker.Plan(
            Settings(SessionPolicy.Tree, PromptInputsRule.Refuse),
            Requests.Now,
            grown,
            [.. Next, Chat.Assistant("a"), Chat.User("v")],
            inputs)).Plan.Parent?.Sequence;
    }

    [Theory]
    [InlineData(SessionPolicy.Linear)]
    [InlineData(SessionPolicy.Tree)]
    public void Plan_UnderKeep_RendersWithTheStoredInputsAndSaysWhere(SessionPolicy policy)
    {
        var plan = Planned(policy, PromptInputsRule.Keep, Next, Inputs(null, """{"mood":"-"}"""));

        Assert.Same(Stored.Active, plan.Parent);
        Assert.Same(One, plan.Inputs);
        Assert.Equal("t;+", Text(plan.Prompt)[2..]);
        var turn = Stored.Commit(plan, Answer()).Active!;
        Assert.Equal(
            ["tools", "chat_template_kwargs.mood"],
            Maker.KeptOver(Settings(policy, PromptInputsRule.Keep), turn, Inputs(null, """{"mood":"-"}"""))
                .Select(difference => difference.Field));
        Assert.Empty(Maker.KeptOver(Settings(policy, PromptInputsRule.Keep), turn, One));
        Assert.Empty(Maker.KeptOver(Settings(policy, PromptInputsRule.Refuse), turn, OtherTools));
        Assert.Empty(Maker.KeptOver(Settings(policy, PromptInputsRule.Keep), Stored.Active!, OtherTools));
    }

    [Theory]
    [InlineData(SessionPolicy.Linear)]
    [InlineData(SessionPolicy.Tree)]
    public void Plan_UnderIgnore_GoesOnWithWhatCame(SessionPolicy policy)
    {
        var plan = Planned(policy, PromptInputsRule.Ignore, Next, OtherMood);

        Assert.Same(Stored.Active, plan.Parent);
        Assert.Equal("t;-", Text(plan.Prompt)[2..]);
        Assert.True(Stored.Commit(plan, Answer()).Active!.Content.Inputs.IsSame(OtherMood));
        var tools = Planned(policy, PromptInputsRule.Ignore, Next, OtherTools);
        Assert.True(Stored.Commit(tools, Answer()).Active!.Content.Inputs.IsSame(OtherTools));
    }

    /// <summary>As the proof and the verifier ask: a stored turn whose inputs are not its parent's breaks level 1.</summary>
    [Theory]
    [InlineData(PromptInputsRule.Refuse, false)]
    [InlineData(PromptInputsRule.Keep, false)]
    [InlineData(PromptInputsRule.Ignore, true)]
    public void Continue_OfAStoredTurnWithOtherInputsThanItsParent_BreaksLevelOne(PromptInputsRule rule, bool isMade)
    {
        var settings = Settings(SessionPolicy.Linear, rule);

        Assert.IsType<PromptOutcome.Made>(Maker.Continue(settings, Requests.Now, Stored.Active, [Chat.Tool("t")], One));
        Assert.IsType<PromptOutcome.Made>(Maker.Continue(settings, Requests.Now, null, [Chat.Tool("t")], OtherMood));
        var outcome = Maker.Continue(settings, Requests.Now, Stored.Active, [Chat.Tool("t")], OtherMood);
        Assert.Equal(isMade, outcome is PromptOutcome.Made);
        Assert.Equal(!isMade, outcome is PromptOutcome.Refused { Refusal: { Fault: PromptFault.InputsChanged, Level: 1 } });
    }

    private static TurnPlan Planned(SessionPolicy policy, PromptInputsRule rule, ChatMessage[] messages, TurnInputs inputs) =>
        Assert.IsType<PlanOutcome.Planned>(Maker.Plan(Settings(policy, rule), Requests.Now, Stored, messages, inputs)).Plan;

    private static PromptRefusal Refused(ChatMessage[] messages, TurnInputs inputs, int maxRollback = 1) =>
        Assert.IsType<PlanOutcome.Refused>(
            Maker.Plan(new() { MaxRollback = maxRollback }, Requests.Now, Stored, messages, inputs)).Refusal;

    private static SessionSettings Settings(SessionPolicy policy, PromptInputsRule rule) =>
        new() { Policy = policy, OnPromptInputs = rule };

    private static TurnAnswer Answer() => new()
    {
        Assistant = Chat.Assistant("a"),
        Completion = TokenSegment.Sampled([2], [-1f]),
        FinishReason = "stop",
        Exchange = HandMade.First.Exchange,
    };

    private static string Text(Prompt prompt) => TinyModel.Assets().Tokenizer.Decode(prompt.Ids.AsSpan(), skipSpecialTokens: false);

    private static TurnInputs Inputs(string? tools, string? arguments) =>
        new(tools is null ? null : JsonElement.Parse(tools), arguments is null ? null : JsonElement.Parse(arguments));
}
