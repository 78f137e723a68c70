using System.Net;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A request that is sent again is one turn.</summary>
public sealed class IdempotencyTests
{
    private static readonly (string, string) Key = ("Idempotency-Key", "k1");
    private static readonly (string, string) Retry = ("x-stainless-retry-count", "1");
    private static readonly string Body = new Conversation().User("u").Body();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_WithAKeyThatBecameATurn_AnswersTheSameBytesWithoutTheEngine(bool stream)
    {
        var body = new Conversation().User("u").BodyWithTools(stream);
        await using var session = await ScriptedSession.OpenAsync("Größe: 5 ≤ 6 🌧️ <b>\u2028");

        var first = await session.ChatAsync(body, Key);
        var again = await session.ChatAsync(body, Key);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.False(first.Headers.ContainsKey("idempotent-replayed"));
        Assert.Equal("true", again.Headers["idempotent-replayed"]);
        Assert.Equal((first.Headers["x-tito-turn"], first.Headers["x-tito-digest"]), (again.Headers["x-tito-turn"], again.Headers["x-tito-digest"]));
        Assert.Single(session.Recording.Requests);
        Assert.Single((await session.ViewAsync()).Records);
    }

    [Fact]
    public async Task Chat_WithAKey_IsTheSameForAnotherProcessOverTheJournal()
    {
        var ends = TestContext.Current.CancellationToken;
        using var data = new TempFolder();
        var script = new ScriptedEngine(ServedModel.Tokenizer).Says("Größe: 5 ≤ 6 🌧️ <b>\u2028");
        await using var one = await TestServer.StartAsync(script, data, TimeProvider.System, ends);
        await using var other = await TestServer.StartAsync(script, data, TimeProvider.System, ends);
        using var client = new SessionClient(one.Root, ends);
        using var elsewhere = new SessionClient(other.Root, ends);
        var session = await client.OpenAsync();

        Assert.Equal((await client.ChatAsync(session, Body, Key)).Text, (await elsewhere.ChatAsync(session, Body, Key)).Text);
    }

    [Fact]
    public async Task Chat_WithAKeyThatIsUnderWayInAnotherProcess_IsToldToComeBack()
    {
        var ends = TestContext.Current.CancellationToken;
        var gate = new EngineGate();
        using var data = new TempFolder();
        var script = new ScriptedEngine(ServedModel.Tokenizer).Says("a1", gate);
        await using var one = await TestServer.StartAsync(script, data, TimeProvider.System, ends);
        await using var other = await TestServer.StartAsync(script, data, TimeProvider.System, ends);
        using var client = new SessionClient(one.Root, ends);
        using var elsewhere = new SessionClient(other.Root, ends);
        var session = await client.OpenAsync();
        var first = client.ChatAsync(session, Body, Key);
        await gate.Arrived;

        var early = await elsewhere.ChatAsync(session, Body, Key);
        var retry = await elsewhere.ChatAsync(session, Body, Retry);
        gate.Open();
        var answer = await first;

        Assert.Equal((409, "turn_in_flight"), early.Error);
        Assert.Equal(("10", "true"), (early.Headers["retry-after"], early.Headers["x-should-retry"]));
        Assert.Equal((409, "turn_in_flight"), retry.Error);
        Assert.Equal(answer.Text, (await elsewhere.ChatAsync(session, Body, Key)).Text);
        Assert.Equal(answer.Text, (await elsewhere.ChatAsync(session, Body, Retry)).Text);
    }

    [Fact]
    public async Task Chat_WithAKeyOfAnotherBody_Is422AndTheSessionIsUnchanged()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        await session.ChatAsync(Body, Key);
        var before = await session.ViewAsync();

        var refused = await session.ChatAsync(new Conversation().User("u").Assistant("a1").User("u2").Body(), Key);

        Assert.Equal((422, "idempotency_key_reused"), refused.Error);
        Assert.Equal("Idempotency-Key", refused.Param);
        Assert.Equal(before.Text, (await session.ViewAsync()).Text);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Chat_WithAKeyThatIsNone_Is400(string key)
    {
        await using var session = await ScriptedSession.OpenAsync();

        var refused = await session.ChatAsync(Body, ("Idempotency-Key", key));

        Assert.Equal((400, "invalid_request"), refused.Error);
        Assert.Equal("Idempotency-Key", refused.Param);
    }

    [Fact]
    public async Task Chat_WhenTheClientLibraryRetries_AnswersWhatWasRecordedForTheSameBody()
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2");
        var first = await session.ChatAsync(Body);

        var again = await session.ChatAsync(Body, Retry);
        var other = await session.ChatAsync(new Conversation().User("u").Assistant("a1").User("u2").Body(), Retry);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("1", other.Headers["x-tito-turn"]);
        Assert.False(other.Headers.ContainsKey("idempotent-replayed"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("many")]
    public async Task Chat_WhenTheSameBodyIsNoRetry_TakesAnotherTurn(string count)
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a1'");
        await session.ChatAsync(Body);

        Assert.Equal("1", (await session.ChatAsync(Body, ("x-stainless-retry-count", count))).Headers["x-tito-turn"]);
    }

    [Fact]
    public async Task Chat_WhenTheFirstAttemptIsStillUnderWay_WaitsForItsAnswer()
    {
        const int Count = 3;
        var gate = new EngineGate();
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Says("a1", gate);
        var first = session.ChatAsync(Body, Key);
        await gate.Arrived;

        var others = Enumerable.Range(0, Count).Select(_ => session.ChatAsync(Body, Key)).Append(session.ChatAsync(Body, Retry)).ToList();
        gate.Open();
        var answers = await Task.WhenAll(others);

        var text = (await first).Text;
        Assert.All(answers, answer => Assert.Equal((text, "true"), (answer.Text, answer.Headers["idempotent-replayed"])));
        Assert.Single(session.Recording.Requests);
    }

    [Fact]
    public async Task Chat_WhenFourAttemptsOfOneKeyComeAtOnce_AsksTheEngineOnce()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => session.ChatAsync(Body, Key)));

        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers, answer => !answer.Headers.ContainsKey("idempotent-replayed"));
        Assert.Single(session.Recording.Requests);
    }

    [Fact]
    public async Task Chat_WhenTheEngineFailedUnderAKey_AsksItAgain()
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Ends(new InferenceOutcome.Unreachable("Nobody listens.")).Says("a1");
        Assert.Equal((503, "engine_unreachable"), (await session.ChatAsync(Body, Key)).Error);
        Assert.Equal("empty", (await session.ViewAsync()).State);

        var answer = await session.ChatAsync(Body, Key);

        Assert.Equal("0", answer.Headers["x-tito-turn"]);
        Assert.False(answer.Headers.ContainsKey("idempotent-replayed"));
    }

    [Fact]
    public async Task Chat_WhenALoserIsSentAgain_HearsTheSameAndRollsNothingBack()
    {
        var (slow, fast) = (new EngineGate(), new EngineGate());
        await using var session = await ScriptedSession.OpenLinearAsync();
        session.Script.Says("slow", slow).Says("fast", fast);
        var loser = session.ChatAsync(Body, Key);
        await slow.Arrived;
        var winner = session.ChatAsync(Body);
        await fast.Arrived;
        fast.Open();
        await winner;
        slow.Open();
        Assert.Equal((409, "session_advanced"), (await loser).Error);

        var again = await session.ChatAsync(Body, Key);

        Assert.Equal((409, "session_advanced"), again.Error);
        Assert.Contains("was not recorded", again.Message, StringComparison.Ordinal);
        Assert.Equal(2, session.Recording.Requests.Length);
        Assert.Equal((await winner).Headers["x-tito-digest"], (await session.ViewAsync()).Digest);
    }

    [Fact]
    public async Task Chat_WhenTheBodyIsRefused_LeavesTheKeyFree()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        Assert.Equal((400, "invalid_request"), (await session.ChatAsync("""{"messages":[]}""", Key)).Error);

        Assert.Equal(HttpStatusCode.OK, (await session.ChatAsync(Body, Key)).Status);
    }
}
