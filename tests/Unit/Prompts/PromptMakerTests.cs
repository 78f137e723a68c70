using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Trajectories;
using static Tito.Tests.Unit.Splicing.SpliceModel;

namespace Tito.Tests.Unit.Prompts;

/// <summary>What the renders of a session's turns see of the messages before them. Ids of the byte-level tokenizer are UTF-8 bytes.</summary>
public sealed class PromptMakerTests
{
    private const string Numbers = "{% for m in messages %}{{ loop.index }}{{ m.content }};{% endfor %}";

    private const string LooksBack =
        "{% for m in messages %}{{ m.role }}{% if m.role == 'tool' %}({% for c in messages[1].tool_calls or [] %}{{ c.id }} {% endfor %}){% endif %};{% endfor %}";

    private static readonly ImmutableArray<ChatMessage> Path = [Chat.User("a"), Chat.Assistant("b"), Chat.User("c"), Chat.Calls("{}", "{}")];

    private static readonly Trajectory Two = Grow(Grow(Trajectory.Start(HandMade.Genesis), Path[0], Path[1]), Path[2], Path[3]);

    [Theory]
    [InlineData(Numbers, true, "5x;")]
    [InlineData(LooksBack, false, "tool(call_0 call_1 );")]
    public void Plan_OfATurnThatFollowsOthers_RendersItAfterTheStoredMessages(string template, bool rendersHistory, string suffix)
    {
        var made = Assert.IsType<PlanOutcome.Planned>(Maker(template, rendersHistory).Plan(new(), Requests.Now, Two, [.. Path, Chat.Tool("x")], TurnInputs.None));

        AssertSuffix(suffix, made.Plan.Prompt);
        Assert.Same(Two.Active, made.Plan.Parent);
    }

    [Theory]
    [InlineData(Numbers, true, "5x;")]
    [InlineData(LooksBack, false, "tool(call_0 call_1 );")]
    public void Continue_AfterAKnownTurn_RendersTheMessagesAfterTheStoredOnes(string template, bool rendersHistory, string suffix) =>
        AssertSuffix(suffix, Assert.IsType<PromptOutcome.Made>(
            Maker(template, rendersHistory).Continue(new(), Requests.Now, Two.Active, [Chat.Tool("x")], TurnInputs.None)).Prompt);

    [Theory]
    [InlineData(Numbers, true, "5x;")]
    [InlineData(LooksBack, false, "tool(call_0 call_1 );")]
    public void Continue_AfterAConversation_RendersTheMessagesAfterTheStoredOnes(string template, bool rendersHistory, string suffix)
    {
        var maker = Maker(template, rendersHistory);
        var inputs = PromptInputs.Read(TinyModel.Family(template), null, TurnInputs.None);

        AssertSuffix(suffix, Assert.IsType<PromptOutcome.Made>(
            maker.Continue(PromptBase.Of([1, 2, 1, 2], Path), [.. Path, Chat.Tool("x")], inputs, Requests.Now)).Prompt);
    }

    /// <summary>The prompt that is given up is named by its first message that differs, or by none where messages are missing.</summary>
    [Theory]
    [InlineData(new[] { "a", "z" }, 1, "message 1 is not the stored message of that place.")]
    [InlineData(new[] { "z" }, 0, "message 0 is not the stored message of that place.")]
    [InlineData(new[] { "a" }, null, "there are 1 messages, fewer than the 2 stored ones that they must begin with.")]
    public void Continue_AfterAConversationOfOtherMessages_NamesTheFirst(string[] users, int? index, string why)
    {
        var refused = Assert.IsType<PromptOutcome.Refused>(Maker(Numbers, true).Continue(
            PromptBase.Of([1, 2], [Chat.User("a"), Chat.User("b")]), [.. users.Select(Chat.User)], PromptInputs.Read(TinyModel.Family(Numbers), null, TurnInputs.None), Requests.Now));

        Assert.Equal((PromptFault.HistoryMismatch, index, 1), (refused.Refusal.Fault, refused.Refusal.MessageIndex, refused.Refusal.Level));
        Assert.Equal($"Level 1 (messages): {why}", refused.Refusal.Message);
    }

    /// <summary>As DeepSeek's formats: what is rendered after an assistant message ends with that message's stop token.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("b", End)]
    [InlineData("b", End, (int)'x')]
    [InlineData("bc", End)]
    [InlineData("b", (int)'x')]
    public void Plan_WhenTheFormatOpensNoTurnAfterAnAssistantMessage_IsRefused(string said, params int[] sampled)
    {
        var refused = Assert.IsType<PlanOutcome.Refused>(Answer(new(), said, sampled)).Refusal;

        Assert.Equal((PromptFault.TemplateFailed, Math.Max(1, said.Length)), (refused.Fault, refused.MessageIndex));
        Assert.Contains("opens no turn after an assistant message", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>It has no stop token, and nothing closes it: the engine goes on in the middle of it.</summary>
    [Fact]
    public void Plan_WhenATurnThatWasCutRunsOn_AddsNothing()
    {
        var planned = Assert.IsType<PlanOutcome.Planned>(Answer(new() { Unended = UnendedTurns.RunOn }, "b", 'x'));

        Assert.Equal([1, 'x'], planned.Plan.Prompt.Ids);
    }

    [Fact]
    public void Plan_WhenAMessageFollowsTheAssistants_OpensATurnThere()
    {
        var planned = Assert.IsType<PlanOutcome.Planned>(Answer(new(), "b", [End], Chat.User("c")));

        Assert.Equal([1, End, User, 'c', Assistant], planned.Plan.Prompt.Ids);
    }

    [Fact]
    public void After_OfATurn_IsItsTokensMessagesAndEnd()
    {
        var after = PromptBase.After(Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active, Wording.Rules.Ends);

        Assert.Equal([1, 2, 3, 4, 5], after.Tokens.ToIds());
        Assert.Equal((2, false, 0), (after.SampledCount, after.IsUnended, after.DroppedCount));
        Assert.Equal(["Hé\n", "ok"], after.Messages.Select(message => message.Json.GetProperty("content").GetString()));
        Assert.Same(PromptBase.Empty, PromptBase.After(null, Wording.Rules.Ends));
    }

    /// <summary>
    /// The plan of a request that ends with assistant messages, one for each letter; the first of them is a stored turn where it has tokens.
    /// </summary>
    private static PlanOutcome Answer(SessionSettings settings, string said, params ReadOnlySpan<int> sampled) => Answer(settings, said, [.. sampled], []);

    private static PlanOutcome Answer(SessionSettings settings, string said, ImmutableArray<int> sampled, params ImmutableArray<ChatMessage> appended)
    {
        const string Answering =
            "{%- for m in messages %}{{ '<|' + m.role[0] + '|>' + m.content + ('<|e|>' if m.role == 'assistant' else '') }}{% endfor %}"
            + "{% if add_generation_prompt and messages[-1].role != 'assistant' %}<|a|>{% endif %}";
        var model = SessionModel.Load(TinyModel.Family(Answering) with { AssistantStart = "<|a|>" }, SpliceModel.Assets(), null);
        var empty = Trajectory.Start(HandMade.Genesis);
        var stored = sampled.IsEmpty ? empty : empty.Restore(null, HandMade.Talk([Chat.User("a")], Chat.Assistant("b")) with
        {
            Completion = TokenSegment.Sampled(sampled, [.. sampled.Select(_ => -1f)]),
        });
        IEnumerable<ChatMessage> answers = said.Length == 0 ? [Chat.Assistant("z")] : said.Select(letter => Chat.Assistant($"{letter}"));
        return new PromptMaker(model).Plan(settings, Requests.Now, stored, [Chat.User("a"), .. answers, .. appended], TurnInputs.None);
    }

    private static void AssertSuffix(string suffix, Prompt prompt)
    {
        Assert.Equal([1, 2, 1, 2], prompt.Ids[..4]);
        Assert.Equal(suffix, TinyModel.Assets().Tokenizer.Decode(prompt.Ids.AsSpan()[4..], skipSpecialTokens: false));
    }

    private static PromptMaker Maker(string template, bool rendersHistory) => new(SessionModel.Load(
        TinyModel.Family(template) with { Boundary = rendersHistory ? new BoundaryRule.DiffHistory() : new BoundaryRule.None() }, TinyModel.Assets(), null));

    private static Trajectory Grow(Trajectory trajectory, ChatMessage appended, ChatMessage assistant) =>
        trajectory.Restore(trajectory.Active, HandMade.Talk([appended], assistant));
}
