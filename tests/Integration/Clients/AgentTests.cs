namespace Tito.Tests.Integration.Clients;

/// <summary>OpenAI's client libraries, unchanged, carry an agent with tools through twelve turns of a session.</summary>
/// <param name="runs">What became of it.</param>
public sealed class AgentTests(AgentRuns runs) : IClassFixture<AgentRuns>
{
    public static TheoryData<string> Names => [.. AgentRuns.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Session_AfterAnAgentsTurns_IsCompleteAndProven(string name)
    {
        var run = runs.ByName[name];

        Assert.Equal((AgentTask.Turns, "complete"), (run.Page.Records.Length, run.Page.State));
        Assert.Equal("[]", run.Page.Metadata.GetProperty("tito_session_mismatch").GetRawText());
        Assert.True(run.Verdict.GetProperty("verified").GetBoolean(), run.Verdict.GetRawText());
        Assert.Equal(AgentTask.Turns, run.Verdict.GetProperty("turn_count").GetInt32());
        var turns = run.Proof.GetProperty("turns").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(-1, AgentTask.Turns), turns.Select(turn => turn.GetProperty("parent").GetInt32()));
        Assert.All(turns.SelectMany(turn => turn.GetProperty("levels").EnumerateArray()), level => Assert.True(level.GetProperty("holds").GetBoolean()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Engine_DuringAnAgentsTurns_GetsPromptsThatContinueTheTokensBefore(string name)
    {
        var run = runs.ByName[name];

        Assert.Equal(AgentTask.Turns, run.Requests.Length);
        foreach (var (turn, request) in run.Requests.Index())
        {
            var held = run.Turns[turn].PromptTokens + run.Turns[turn].CompletionTokens;
            Assert.Equal(run.Page.Ids[..request.Prompt.Ids.Length], request.Prompt.Ids);
            Assert.True(turn == AgentTask.Turns - 1 ? run.Page.Ids.Length == held : run.Requests[turn + 1].Prompt.Ids.Length > held);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Agent_InEachTurn_GetsWhatTheEngineSaid(string name)
    {
        var run = runs.ByName[name];

        foreach (var (turn, record) in run.Page.Records.Index())
        {
            var response = record.GetProperty("response");
            var choice = response.GetProperty("choices")[0];
            var said = AgentTurn.Of(choice.GetProperty("message"), choice.GetProperty("finish_reason"), response.GetProperty("usage"));
            Assert.Equal(said.Calls, run.Turns[turn].Calls);
            Assert.Equal(said, run.Turns[turn] with { Calls = said.Calls });
            Assert.Equal(run.Requests[turn].Prompt.Ids.Length, said.PromptTokens);
            Assert.Equal(choice.GetProperty("meta_info").GetProperty("output_token_logprobs").GetArrayLength(), said.CompletionTokens);
            Assert.Equal(said.PromptTokens + said.CompletionTokens, said.TotalTokens);
        }
    }

    [Fact]
    public void Conversation_OfTheAgents_HasParallelCallsAndFurtherQuestionsAndReasoning()
    {
        var turns = runs.ByName[AgentRuns.Names[0]].Turns;

        Assert.Contains(turns, turn => turn.Calls.Length == 2);
        Assert.True(turns.Count(turn => turn.FinishReason == "Stop") > 2);
        Assert.All(turns, turn => Assert.Equal(turn.Calls.IsEmpty ? "Stop" : "ToolCalls", turn.FinishReason));
        Assert.All(turns, turn => Assert.NotEmpty(turn.Reasoning));
    }

    [Fact]
    public void Sessions_OfAllAgents_HoldTheSameTokens()
    {
        var ids = runs.ByName[AgentRuns.Names[0]].Page.Ids;

        Assert.All(runs.ByName.Values, run => Assert.Equal(ids, run.Page.Ids));
    }
}
