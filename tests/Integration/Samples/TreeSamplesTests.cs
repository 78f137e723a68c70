using System.Text.Json;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>A tree session of four turns: 0, then 1 and its retry 2 behind it, then 3 behind 2, and a root of its own, 4.</summary>
public sealed class TreeSamplesTests : IAsyncLifetime
{
    private ScriptedSession _server = null!;
    private string _tree = "";

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedSession.OpenAsync("a0", "a1", "a2", "a3", "a4");
        _tree = (await _server.Client.PostAsync("sessions", """{"policy":"tree"}""")).Json.GetProperty("session_id").GetString()!;
        await TakeAsync(new Conversation().User("u"));
        await TakeAsync(new Conversation().User("u").Assistant("a0").User("v"));
        await TakeAsync(new Conversation().User("u").Assistant("a0").User("v"));
        await TakeAsync(new Conversation().User("u").Assistant("a0").User("v").Assistant("a2").User("w"));
        await TakeAsync(new Conversation().User("another"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("{}", "[0,2,3]", "[4]")]
    [InlineData("""{"picker":"drop_retries"}""", "[0,2,3]", "[4]")]
    [InlineData("""{"picker":"all"}""", "[0,1]", "[0,2,3]", "[4]")]
    [InlineData("""{"picker":"latest"}""", "[4]")]
    public async Task Collect_OfATree_HasASampleForEachLeafThatThePickerKeeps(string body, params string[] paths) =>
        Assert.Equal(paths, (await CollectAsync(body)).Paths);

    [Fact]
    public async Task Collect_OfATree_NamesEachLeaf()
    {
        var file = await CollectAsync("""{"picker":"all"}""");

        Assert.Equal(
            ["""{"node_id":1,"parent":0,"path_node_ids":[0,1],"response_id":"ID"}""", """{"node_id":3,"parent":2,"path_node_ids":[0,2,3],"response_id":"ID"}""",
                """{"node_id":4,"parent":null,"path_node_ids":[4],"response_id":"ID"}"""],
            file.Samples.Select(SamplesFile.Leaf));
        foreach (var (index, sample) in file.Samples.Index())
        {
            Assert.Equal(
                file.Tensors[$"tokens.{index}"].Longs,
                sample.GetProperty("metadata").GetProperty("accumulated_token_ids").EnumerateArray().Select(id => id.GetInt64()));
            AssertOnlyTurnsWithoutAThinkBlock(sample.GetProperty("metadata"));
        }
    }

    [Fact]
    public async Task Collect_WhenLeavesShareACompletion_TrainsItInTheEarliestLeafAlone()
    {
        var file = await CollectAsync("""{"picker":"all"}""");

        // Each completion is a token of text and the stop token: the first two behind the first prompt are those of turn 0.
        Assert.StartsWith("11", file.Mask(0), StringComparison.Ordinal);
        Assert.StartsWith("00", file.Mask(1), StringComparison.Ordinal);
        Assert.Equal(file.Mask(0).Count(value => value == '1'), file.Mask(1).Count(value => value == '1'));
        Assert.Equal(file.Tensors["rollout_log_probs.0"].Doubles[..2], file.Tensors["rollout_log_probs.1"].Doubles[..2]);
    }

    [Fact]
    public async Task Collect_WhenThePickerDropsTheEarlierLeaf_TrainsTheSharedCompletionInTheKeptOne() =>
        Assert.StartsWith("11", (await CollectAsync("{}")).Mask(0), StringComparison.Ordinal);

    [Fact]
    public async Task Collect_WithTheAgentsMetadata_PutsItUnderTheServersKeysAndItsRewardOnEverySample()
    {
        var file = await CollectAsync("""{"metadata":{"reward":0.5,"task":"t","leaf":"mine","tito_session_mismatch":["mine"]}}""");

        Assert.All(file.Samples, sample =>
        {
            var metadata = sample.GetProperty("metadata");
            Assert.Equal("0.5", sample.GetProperty("reward").GetRawText());
            Assert.Equal(("t", "0.5"), (metadata.GetProperty("task").GetString(), metadata.GetProperty("reward").GetRawText()));
            Assert.Equal(JsonValueKind.Object, metadata.GetProperty("leaf").ValueKind);
            AssertOnlyTurnsWithoutAThinkBlock(metadata);
        });
        Assert.Equal("mine", file.Meta.GetProperty("session_metadata").GetProperty("agent").GetProperty("leaf").GetString());
    }

    /// <summary>The scripted turns are a word each; a fresh render of one has the empty think block that a Qwen3 model samples.</summary>
    private static void AssertOnlyTurnsWithoutAThinkBlock(JsonElement metadata) => Assert.All(
        metadata.GetProperty("tito_session_mismatch").EnumerateArray(),
        mismatch => Assert.Equal(("assistant_text", "cut_thinking"), (mismatch.GetProperty("type").GetString(), mismatch.GetProperty("cause").GetString())));

    [Fact]
    public async Task Collect_WhenALimitLeavesNothingOfALeaf_LeavesItOut()
    {
        var prompts = _server.Recording.Requests.Select(request => request.Prompt.Ids.Length).ToArray();

        // The root of its own has a shorter prompt than the others: only its first token and its prompt are within this limit.
        var file = await CollectAsync($$"""{"picker":"all","max_seq_len":{{prompts.Min() + 1}}}""");

        Assert.All(file.Samples, sample => Assert.Equal("truncated", sample.GetProperty("status").GetString()));
        Assert.NotEmpty(file.Samples);
        Assert.Equal("all_truncated", (await CollectAsync($$"""{"picker":"all","max_seq_len":{{prompts.Min()}}}""")).Meta.GetProperty("empty_reason").GetString());
    }

    private Task<HttpAnswer> TakeAsync(Conversation talk) => _server.Client.TakeAsync(_tree, talk.Body());

    private async Task<SamplesFile> CollectAsync(string body) =>
        SamplesFile.Read(await _server.Client.PostAsync($"sessions/{_tree}/samples", body));
}
