using Tito.Core.Inference;
using Tito.Tests.Integration.Samples;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>Where a request attaches in a tree session, and what the session shows then: the path to the turn that was committed last.</summary>
public sealed class TreeHistoryTests : IAsyncLifetime
{
    private ScriptedSession _server = null!;
    private string _tree = "";

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedSession.OpenAsync();
        _tree = (await _server.Client.PostAsync("sessions", """{"policy":"tree"}""")).Json.GetProperty("session_id").GetString()!;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("t1")]
    [InlineData("t1'")]
    public async Task Chat_WhenTheLastTurnIsRetried_MakesASiblingAndShowsItsPath(string result)
    {
        await TakeAsync("a1", new Conversation().User("u"));
        await TakeAsync("a2", new Conversation().User("u").Assistant("a1").Tool("t1"));

        await TakeAsync("a2'", new Conversation().User("u").Assistant("a1").Tool(result));

        Assert.Equal([null, 0, 0], await ParentsAsync());
        Assert.Equal(["a1", "a2'"], await AnswersAsync());
    }

    [Fact]
    public async Task Chat_WhenARequestPartsFarBack_BranchesThereAndBothLinesAreSamples()
    {
        await TakeAsync("a1", new Conversation().User("u"));
        await TakeAsync("a2", new Conversation().User("u").Assistant("a1").Tool("t1"));
        await TakeAsync("a3", new Conversation().User("u").Assistant("a1").Tool("t1").Assistant("a2").Tool("t2"));

        await TakeAsync("b2", new Conversation().User("u").Assistant("a1").Tool("t1'"));

        Assert.Equal([null, 0, 1, 0], await ParentsAsync());
        Assert.Equal(["a1", "b2"], await AnswersAsync());
        Assert.Equal(["[0,1,2]", "[0,3]"], (await CollectAsync("{}")).Paths);
    }

    [Fact]
    public async Task Chat_WhenARequestPartsAtTheStart_OpensAnotherRootAndBothAreSamples()
    {
        await TakeAsync("a1", new Conversation().User("u"));

        await TakeAsync("b1", new Conversation().User("another"));

        Assert.Equal([null, null], await ParentsAsync());
        Assert.Equal(["b1"], await AnswersAsync());
        Assert.Equal(["[1]", "[0]"], (await CollectAsync("{}")).Paths);
    }

    [Fact]
    public async Task Chat_WhenTheRequestIsAStoredPath_GeneratesAnotherTurnBehindIt()
    {
        await TakeAsync("a1", new Conversation().User("u"));

        await TakeAsync("a2", new Conversation().User("u").Assistant("a1"));

        Assert.Equal([null, 0], await ParentsAsync());
        Assert.Equal(["a1", "a2"], await AnswersAsync());
    }

    [Fact]
    public async Task Chat_WhenTheEngineFailedOnTheFirstTurn_TakesAnotherFirstRequest()
    {
        _server.Script.Ends(new InferenceOutcome.Rejected(400, "application/json", "{}"u8.ToArray()));
        Assert.Equal((400, "engine_error"), (await _server.Client.ChatAsync(_tree, new Conversation().User("u").Body())).Error);

        await TakeAsync("a1", new Conversation().User("another"));

        Assert.Equal([null], await ParentsAsync());
        Assert.Equal(["a1"], await AnswersAsync());
    }

    [Fact]
    public async Task Chat_BehindATurnThatWasCutOff_IsRefusedAndABranchBeforeItIsNot()
    {
        _server.Script.IsCutOffAfter("a1 and");
        await _server.Client.TakeAsync(_tree, new Conversation().User("u").Body());

        var refused = await _server.Client.ChatAsync(_tree, new Conversation().User("u").Assistant("a1 and").Tool("t1").Body());
        await TakeAsync("b1", new Conversation().User("fresh"));

        Assert.Equal((409, "turn_truncated"), refused.Error);
        Assert.Equal([null, null], await ParentsAsync());
    }

    /// <summary>A harness that compacts its history replays less, and puts a summary of its own in the place of the rest.</summary>
    [Fact]
    public async Task Chat_WithAnAssistantMessageOfTheClients_IsPromptBehindTheTurnThatItFollows()
    {
        await TakeAsync("a1", new Conversation().User("u"));
        await TakeAsync("a2", new Conversation().User("u").Assistant("a1").Tool("t1"));

        await TakeAsync("a3", new Conversation().User("u").Assistant("a1").Tool("t1").Assistant("a summary").Tool("go"));

        Assert.Equal([null, 0, 0], await ParentsAsync());
        var page = await _server.Client.ViewAsync(_tree);
        Assert.Equal(["prompt", "model", "splice", "environment", "model"], page.Origins.Select(run => run.Origin));
        Assert.Contains("<|im_start|>assistant\n<think>\n\n</think>\n\na summary<|im_end|>\n", _server.Prompts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_BehindExamplesOfTheClientsOwn_BranchesBehindWhatTheModelSaid()
    {
        await TakeAsync("a1", Examples());
        await TakeAsync("a2", Examples().Assistant("a1").Tool("t1"));

        await TakeAsync("a2'", Examples().Assistant("a1").Tool("t1'"));
        await TakeAsync("b1", new Conversation().User("u").Assistant("A").User("u2'"));

        Assert.Equal([null, 0, 0, null], await ParentsAsync());

        static Conversation Examples() => new Conversation().User("u").Assistant("A").User("u2");
    }

    [Fact]
    public async Task Chat_WhenTwoRequestsBehindOneTurnCompete_BothBecomeItsChildrenAndSamples()
    {
        var gates = new[] { new EngineGate(), new EngineGate() };
        await TakeAsync("a1", new Conversation().User("u"));
        _server.Script.Says("b", gates[0]).Says("c", gates[1]);
        var branch = new Conversation().User("u").Assistant("a1").User("branch").Body();
        var requests = new[] { _server.Client.ChatAsync(_tree, branch), _server.Client.ChatAsync(_tree, branch) };
        await Task.WhenAll(gates.Select(gate => gate.Arrived));

        Assert.All(gates, gate => gate.Open());
        var answers = await Task.WhenAll(requests);

        Assert.Equal(["1", "2"], answers.Select(answer => answer.Headers["x-tito-turn"]).Order());
        Assert.Equal([null, 0, 0], await ParentsAsync());
        Assert.Equal(["[0,1]", "[0,2]"], (await CollectAsync("""{"picker":"all"}""")).Paths);
    }

    private async Task TakeAsync(string answer, Conversation talk)
    {
        _server.Script.Says(answer);
        await _server.Client.TakeAsync(_tree, talk.Body());
    }

    private async Task<IEnumerable<int?>> ParentsAsync() => (await _server.Client.ViewAsync(_tree)).Metadata.GetProperty("tree").GetProperty("nodes").EnumerateArray()
        .Select(node => node.GetProperty("parent")).Select(parent => parent.ValueKind == System.Text.Json.JsonValueKind.Null ? null : (int?)parent.GetInt32());

    private async Task<IEnumerable<string?>> AnswersAsync() => (await _server.Client.ViewAsync(_tree)).Records.Select(
        record => record.GetProperty("response").GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());

    private async Task<SamplesFile> CollectAsync(string body) => SamplesFile.Read(await _server.Client.PostAsync($"sessions/{_tree}/samples", body));
}
