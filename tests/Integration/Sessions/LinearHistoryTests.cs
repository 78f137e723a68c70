using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>
/// Where a request continues a linear session. Each prompt is compared with the chat-ML of the conversation that the request means,
/// written by hand; the scripted engine spells as the tokenizer does, so the text says all about the tokens.
/// </summary>
public sealed class LinearHistoryTests
{
    private const string Opening = "<|im_start|>assistant\n";

    [Fact]
    public async Task Chat_WhenTheRequestExtendsTheHistory_Continues()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2");
        await session.TakeAsync(new Conversation().User("u"));

        var answer = await session.TakeAsync(new Conversation().User("u").Assistant("a1").Tool("t"));

        Assert.Equal(User("u") + Said("a1") + Result("t") + Opening, session.Prompts[1]);
        Assert.Equal("1", answer.Headers["x-tito-turn"]);
        Assert.Equal(["prompt", "model", "splice", "environment", "model"], await OriginsAsync(session));
    }

    [Fact]
    public async Task Chat_WhenTheLastResultDiffers_TakesOneTurnBackAndContinuesBehindTheTurnBefore()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2", "a2'");
        await TakeTwoAsync(session);

        await session.TakeAsync(new Conversation().System("s").User("u").Assistant("a1").Tool("t1'"));

        Assert.Equal(System("s") + User("u") + Said("a1") + Result("t1'") + Opening, session.Prompts[2]);
        Assert.Equal(["a1", "a2'"], await AnswersAsync(session));
    }

    [Fact]
    public async Task Chat_WhenTheRequestEndsWithAStoredAnswer_RegeneratesWithOnlyAGenerationPrompt()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2", "a2'");
        await TakeTwoAsync(session);

        await session.TakeAsync(new Conversation().System("s").User("u").Assistant("a1"));

        Assert.Equal(System("s") + User("u") + Said("a1") + Opening, session.Prompts[2]);
        Assert.Equal(["a1", "a2'"], await AnswersAsync(session));
    }

    [Fact]
    public async Task Chat_WhenTheRequestIsTheWholeHistory_TakesNothingBackAndAddsAGenerationPrompt()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2");
        await session.TakeAsync(new Conversation().User("u"));

        await session.TakeAsync(new Conversation().User("u").Assistant("a1"));

        Assert.Equal(User("u") + Said("a1") + Opening, session.Prompts[1]);
        Assert.Equal(["a1", "a2"], await AnswersAsync(session));
    }

    [Theory]
    [InlineData("u")]
    [InlineData("u'")]
    public async Task Chat_WhenTheFirstTurnIsRetried_StartsFromAnEmptyBuffer(string question)
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a1'");
        await session.TakeAsync(new Conversation().User("u"));

        await session.TakeAsync(new Conversation().User(question));

        Assert.Equal(User(question) + Opening, session.Prompts[1]);
        Assert.Equal(["a1'"], await AnswersAsync(session));
        Assert.Equal(["prompt", "model"], await OriginsAsync(session));
    }

    [Fact]
    public async Task Chat_WhenTwoTurnsWouldBeTakenBack_IsRefusedAndTheSessionGoesOnUnchanged()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2", "a3", "a4");
        var talk = new Conversation().User("u");
        await session.TakeAsync(talk);
        await session.TakeAsync(talk.Assistant("a1").Tool("t1"));
        await session.TakeAsync(talk.Assistant("a2").Tool("t2"));
        var before = await session.ViewAsync();

        var refused = await session.ChatAsync(new Conversation().User("u").Assistant("a1").Tool("t1'").Body());

        Assert.Equal((400, "history_mismatch"), refused.Error);
        Assert.Equal("messages[2]", refused.Param);
        Assert.Contains("agrees with 2 of 6 stored messages, so 2 generated turns would be rolled back", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, session.Recording.Requests.Length);
        Assert.Equal(before.Text, (await session.ViewAsync()).Text);
        Assert.Equal("3", (await session.TakeAsync(talk.Assistant("a3").User("u2"))).Headers["x-tito-turn"]);
    }

    [Fact]
    public async Task Chat_WhenTheFirstRequestHasAnswersOfTheClientsOwn_TakesThemForHistoryAndNotForTurns()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a1'");
        await session.TakeAsync(new Conversation().User("u").Assistant("A").User("u2"));
        Assert.Equal(User("u") + Said("<think>\n\n</think>\n\nA") + User("u2") + Opening, session.Prompts[0]);

        await session.TakeAsync(new Conversation().User("u").Assistant("A").User("u2'"));

        Assert.Equal(User("u") + Said("<think>\n\n</think>\n\nA") + User("u2'") + Opening, session.Prompts[1]);
        Assert.Equal(["a1'"], await AnswersAsync(session));
        Assert.Equal(["prompt", "model"], await OriginsAsync(session));
    }

    [Fact]
    public async Task Chat_BehindExamplesOfTheClientsOwn_TakesBackOnlyWhatTheModelSaid()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2", "a2'");
        await session.TakeAsync(Examples());
        await session.TakeAsync(Examples().Assistant("a1").Tool("t1"));

        await session.TakeAsync(Examples().Assistant("a1").Tool("t1'"));

        Assert.Equal(User("u") + Said("<think>\n\n</think>\n\nA") + User("u2") + Said("a1") + Result("t1'") + Opening, session.Prompts[2]);
        Assert.Equal(["a1", "a2'"], await AnswersAsync(session));

        static Conversation Examples() => new Conversation().User("u").Assistant("A").User("u2");
    }

    [Fact]
    public async Task Chat_WhenTheConversationOpensWithTwoSystemMessages_KeepsBoth()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2");
        await session.TakeAsync(new Conversation().System("s").System("s2").User("u"));

        await session.TakeAsync(new Conversation().System("s").System("s2").User("u").Assistant("a1").Tool("t"));

        Assert.Equal(System("s") + System("s2") + User("u") + Said("a1") + Result("t") + Opening, session.Prompts[1]);
        Assert.Equal(["a1", "a2"], await AnswersAsync(session));
    }

    [Theory]
    [InlineData("system")]
    [InlineData("user")]
    public async Task Chat_WhenAReminderFollowsAToolResult_GoesOnBehindIt(string role)
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2", "a3");
        await session.TakeAsync(new Conversation().User("u"));
        await session.TakeAsync(Reminded());

        await session.TakeAsync(Reminded().Assistant("a2").Tool("t2"));

        var reminder = role == "system" ? System("use the tools") : User("use the tools");
        Assert.Equal(User("u") + Said("a1") + Result("t1") + reminder + Said("a2") + Result("t2") + Opening, session.Prompts[2]);
        Assert.Equal(["a1", "a2", "a3"], await AnswersAsync(session));

        Conversation Reminded()
        {
            var talk = new Conversation().User("u").Assistant("a1").Tool("t1");
            return role == "system" ? talk.System("use the tools") : talk.User("use the tools");
        }
    }

    [Fact]
    public async Task Chat_WhenTheEngineFailedOnTheFirstTurn_TakesAnotherFirstRequest()
    {
        await using var session = await ScriptedSession.OpenLinearAsync();
        session.Script.Ends(new Core.Inference.InferenceOutcome.Unreachable("Nobody listens.")).Says("a1");
        Assert.Equal((503, "engine_unreachable"), (await session.ChatAsync(new Conversation().User("u").Body())).Error);

        await session.TakeAsync(new Conversation().System("other").User("other"));

        Assert.Equal(System("other") + User("other") + Opening, session.Prompts[1]);
        Assert.Equal(["a1"], await AnswersAsync(session));
    }

    [Fact]
    public async Task Chat_WhenATurnWasTakenBack_GoesOnFromTheOneInItsPlace()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2", "a2'", "a3");
        await TakeTwoAsync(session);
        var talk = new Conversation().System("s").User("u").Assistant("a1").Tool("t1'");
        await session.TakeAsync(talk);

        var answer = await session.TakeAsync(talk.Assistant("a2'").User("u2"));

        Assert.Equal("3", answer.Headers["x-tito-turn"]);
        Assert.Equal(["a1", "a2'", "a3"], await AnswersAsync(session));
        Assert.Equal(answer.Headers["x-tito-digest"], (await session.ViewAsync()).Digest);
    }

    /// <summary>The turns of the stored history <c>s u a1 t1 a2</c>.</summary>
    private static async Task TakeTwoAsync(ScriptedSession session)
    {
        await session.TakeAsync(new Conversation().System("s").User("u"));
        await session.TakeAsync(new Conversation().System("s").User("u").Assistant("a1").Tool("t1"));
    }

    private static async Task<IEnumerable<string?>> AnswersAsync(ScriptedSession session) => (await session.ViewAsync()).Records.Select(
        record => record.GetProperty("response").GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());

    private static async Task<IEnumerable<string>> OriginsAsync(ScriptedSession session) =>
        (await session.ViewAsync()).Origins.Select(run => run.Origin);

    private static string System(string text) => $"<|im_start|>system\n{text}<|im_end|>\n";

    private static string User(string text) => $"<|im_start|>user\n{text}<|im_end|>\n";

    private static string Said(string text) => $"{Opening}{text}<|im_end|>\n";

    private static string Result(string text) => User($"<tool_response>\n{text}\n</tool_response>");
}
