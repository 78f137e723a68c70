using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Replay.Checks;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Replay;

/// <summary>What a replay holds against samples, over a tree with a root [1] → 2 and two answers to it, [1] → 2 each.</summary>
public sealed class SampleCheckTests
{
    private const string Left = """{"metadata":{"leaf":{"node_id":1}},"tokens":[1,2,1,2],"loss_mask":[1,0,1],"rollout_log_probs":[-1,0,-1]}""";
    private const string Right = """{"metadata":{"leaf":{"node_id":2}},"tokens":[1,2,1,2],"loss_mask":[1,0,1],"rollout_log_probs":[-1,0,-1]}""";

    [Theory]
    [InlineData(SessionPolicy.Tree)]
    [InlineData(SessionPolicy.Linear)]
    public void Find_OfTheSampleOfTheLatestAnswer_FindsNothing(SessionPolicy policy) => Assert.Null(Find(policy, Right));

    [Theory]
    [InlineData("There are samples of the turns ; expected those of 2.")]
    [InlineData("There are samples of the turns 1; expected those of 2.", Left)]
    [InlineData("There are samples of the turns 1, 2; expected those of 2.", Right, Left)]
    public void Find_OfOtherSamplesThanThereShouldBe_NamesThem(string expected, params string[] samples) =>
        Assert.Equal(expected, Find(SessionPolicy.Tree, samples));

    [Theory]
    [InlineData("\"tokens\":[1,2,1,2]", "\"tokens\":[1,2,1,3]", "token 3: expected 2, found 3.")]
    [InlineData("\"loss_mask\":[1,0,1]", "\"loss_mask\":[1,1,1]", "mask of token 2: expected 0, found 1.")]
    [InlineData("[-1,0,-1]", "[-1,0,-0.5]", "logprob of token 3: expected -1, found -0.5.")]
    [InlineData("[-1,0,-1]", "[0,-1,0]", "logprob of token 1: expected -1, found 0.")]
    [InlineData("[-1,0,-1]", "[-1,0]", "2 logprobs, and 3 tokens of the response.")]
    public void Find_OfASampleThatIsNotTheTurns_NamesTheFirstPlace(string part, string changed, string expected) =>
        Assert.EndsWith(expected, Find(SessionPolicy.Tree, Right.Replace(part, changed, StringComparison.Ordinal)), StringComparison.Ordinal);

    private static string? Find(SessionPolicy policy, params string[] samples)
    {
        var root = Commit(Trajectory.Start(HandMade.Genesis), parent: null);
        var tree = Commit(Commit(root, root.Active), root.Active);
        return SampleCheck.Find([.. samples.Select(sample => JsonElement.Parse(sample))], tree, policy);
    }

    private static Trajectory Commit(Trajectory trajectory, Turn? parent)
    {
        var content = HandMade.Talk([Chat.User("u")], Chat.Assistant("a"));
        var prompt = content.PromptSegments.Aggregate(parent?.Tokens ?? TokenBuffer.Empty, (buffer, segment) => buffer.Append(segment));
        return trajectory.Commit(
            new(parent, content.Appended, content.Inputs, new(prompt, content.PromptSegments, replacedCount: 0)),
            new() { Assistant = content.Assistant, Completion = content.Completion, FinishReason = "stop", Exchange = content.Exchange });
    }
}
