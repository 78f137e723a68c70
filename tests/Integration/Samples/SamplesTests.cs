using System.Text.Json;
using Tito.Core.Journals;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>The training samples of a session, read by the file format's own rules.</summary>
public sealed class SamplesTests
{
    [Fact]
    public async Task Collect_WhenASessionHasTwoTurns_IsOneSampleOfAllItsTokens()
    {
        await using var session = await TakeTwoAsync();
        var page = await session.ViewAsync();

        var answer = await CollectAsync(session, "{}");
        var file = SafetensorsReader.Read(answer.Body);

        Assert.Equal("application/octet-stream", answer.Headers["content-type"]);
        Assert.Equal(["tokens.0", "rollout_log_probs.0", "_samples_meta", "loss_mask.0"], file.Keys);
        var response = page.Ids.Length - page.Origins[0].Count;
        AssertTensor(file["tokens.0"], "I64", page.Ids.Length);
        AssertTensor(file["loss_mask.0"], "U8", response);
        AssertTensor(file["rollout_log_probs.0"], "F64", response);
        Assert.Equal(page.Ids.Select(id => (long)id), file["tokens.0"].Longs);

        // The mask is 1 on what the model sampled, and only behind the first prompt is there a mask at all.
        var sampled = page.Origins.Skip(1).SelectMany(run => Enumerable.Repeat(run.Origin == "model", run.Count)).ToList();
        Assert.Equal(sampled.Select(model => (byte)(model ? 1 : 0)), file["loss_mask.0"].Bytes.ToArray());
        Assert.Equal(sampled.Select(model => model ? (double)ScriptedAnswer.Logprob : 0.0), file["rollout_log_probs.0"].Doubles);
    }

    [Fact]
    public async Task Collect_WhenASessionHasTwoTurns_SaysInItsMetadataHowTheyWereMade()
    {
        await using var session = await TakeTwoAsync();
        var page = await session.ViewAsync();

        var meta = Meta(await CollectAsync(session, "{}"));

        Assert.Equal(["samples", "session_metadata", "empty_reason"], meta.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Null, meta.GetProperty("empty_reason").ValueKind);
        Assert.True(JsonElement.DeepEquals(page.Metadata, meta.GetProperty("session_metadata")));
        var sample = Assert.Single(meta.GetProperty("samples").EnumerateArray());
        Assert.Equal(
            ["response", "response_length", "status", "weight_versions", "prefix_cache_info", "metadata", "reward", "nulls"],
            sample.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            "a1<|im_end|>\n<|im_start|>user\nu2<|im_end|>\n<|im_start|>assistant\na2<|im_end|>", sample.GetProperty("response").GetString());
        Assert.Equal(page.Ids.Length - page.Origins[0].Count, sample.GetProperty("response_length").GetInt32());
        Assert.Equal("completed", sample.GetProperty("status").GetString());
        Assert.Equal("""["v1","v1"]""", sample.GetProperty("weight_versions").GetRawText());
        var prompts = session.Recording.Requests.Sum(request => request.Prompt.Ids.Length);
        Assert.Equal($$"""{"cached_tokens":0,"total_prompt_tokens":{{prompts}}}""", sample.GetProperty("prefix_cache_info").GetRawText());
        Assert.Equal(JsonValueKind.Null, sample.GetProperty("reward").ValueKind);
        var metadata = sample.GetProperty("metadata");
        Assert.Equal(
            ["accumulated_token_ids", "leaf", "not_held", "altered", "left_behind", "ends", "tito_turns", "lifecycle", "tito_times", "tito_session_mismatch"],
            metadata.EnumerateObject().Select(property => property.Name));
        Assert.Equal(page.Ids, metadata.GetProperty("accumulated_token_ids").EnumerateArray().Select(id => id.GetInt32()));
        Assert.Equal("""{"node_id":1,"parent":0,"path_node_ids":[0,1],"response_id":"ID"}""", SamplesFile.Leaf(sample));
        Assert.Equal("""["rollout_routed_experts","rollout_indexer_topk"]""", sample.GetProperty("nulls").GetRawText());
    }

    [Fact]
    public async Task Collect_WhenATurnWasTakenBack_HoldsTheConversationAsItIs()
    {
        await using var session = await TakeTwoAsync();
        await session.TakeAsync(new Conversation().User("u").Assistant("a1").User("u2'"));

        var answer = await CollectAsync(session, "{}");

        Assert.Equal((await session.ViewAsync()).Ids.Select(id => (long)id), SafetensorsReader.Read(answer.Body)["tokens.0"].Longs);
        Assert.EndsWith(
            "u2'<|im_end|>\n<|im_start|>assistant\na3<|im_end|>",
            Meta(answer).GetProperty("samples")[0].GetProperty("response").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collect_WhenASessionHasNoTurn_SaysNoRecords()
    {
        await using var session = await ScriptedSession.OpenAsync();

        var answer = await CollectAsync(session, "{}");

        Assert.Equal(["_samples_meta"], SafetensorsReader.Read(answer.Body).Keys);
        Assert.Equal("[]", Meta(answer).GetProperty("samples").GetRawText());
        Assert.Equal("no_records", Meta(answer).GetProperty("empty_reason").GetString());
    }

    [Fact]
    public async Task Collect_WhenTheLimitCutsTheLastTurn_KeepsItsBeginningAndSaysTruncated()
    {
        await using var session = await TakeTwoAsync();
        var ids = (await session.ViewAsync()).Ids;

        var answer = await CollectAsync(session, $$"""{"max_seq_len":{{ids.Length - 1}}}""");
        var file = SafetensorsReader.Read(answer.Body);

        Assert.Equal(ids[..^1].Select(id => (long)id), file["tokens.0"].Longs);
        Assert.Equal(1, file["loss_mask.0"].Bytes.Span[^1]);
        var sample = Meta(answer).GetProperty("samples")[0];
        Assert.Equal("truncated", sample.GetProperty("status").GetString());
        Assert.Equal(file["loss_mask.0"].Bytes.Length, sample.GetProperty("response_length").GetInt32());
    }

    [Fact]
    public async Task Collect_WhenTheLimitIsTheFirstTurnsLength_KeepsThatTurnWhole()
    {
        await using var session = await TakeTwoAsync();
        var origins = (await session.ViewAsync()).Origins;
        var first = origins[0].Count + origins[1].Count;

        var answer = await CollectAsync(session, $$"""{"max_seq_len":{{first}}}""");

        AssertTensor(SafetensorsReader.Read(answer.Body)["tokens.0"], "I64", first);
        Assert.Equal("completed", Meta(answer).GetProperty("samples")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Collect_WhenNothingSampledFits_SaysAllTruncated()
    {
        await using var session = await TakeTwoAsync();
        var prompt = (await session.ViewAsync()).Origins[0].Count;

        var answer = await CollectAsync(session, $$"""{"max_seq_len":{{prompt}}}""");

        Assert.Equal(["_samples_meta"], SafetensorsReader.Read(answer.Body).Keys);
        Assert.Equal("all_truncated", Meta(answer).GetProperty("empty_reason").GetString());
    }

    [Theory]
    [InlineData("{", "invalid_json", null)]
    [InlineData("[]", "invalid_request", "body")]
    [InlineData("""{"max_seq_len":0}""", "invalid_request", "max_seq_len")]
    [InlineData("""{"picker":"best"}""", "invalid_request", "picker")]
    [InlineData("""{"metadata":[]}""", "invalid_request", "metadata")]
    public async Task Collect_WhenTheBodyIsInvalid_Is400AndNamesTheOption(string body, string code, string? param)
    {
        await using var session = await ScriptedSession.OpenAsync();

        var answer = await CollectAsync(session, body);

        Assert.Equal((400, code), answer.Error);
        Assert.Equal(param, answer.Param);
    }

    [Fact]
    public async Task Collect_OfASessionThatThereIsNot_Is404()
    {
        await using var session = await ScriptedSession.OpenAsync();

        Assert.Equal((404, "session_not_found"), (await session.Client.PostAsync("sessions/none/samples", "{}")).Error);
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, */*", "application/json")]
    [InlineData("application/json;q=0.5, application/octet-stream", "application/octet-stream")]
    [InlineData("application/json;q=0", "application/octet-stream")]
    [InlineData("*/*", "application/octet-stream")]
    public async Task Collect_WhenAFormatIsAskedFor_AnswersInIt(string accept, string expected)
    {
        await using var session = await TakeTwoAsync();
        session.Client.Headers.TryAddWithoutValidation("accept", accept);

        Assert.Equal(expected, (await CollectAsync(session, "{}")).Headers["content-type"]);
    }

    [Fact]
    public async Task Collect_AsJson_SaysWhatTheFileSays()
    {
        await using var session = await TakeTwoAsync();
        var binary = await CollectAsync(session, """{"metadata":{"reward":0.5}}""");
        var file = SafetensorsReader.Read(binary.Body);

        session.Client.Headers.TryAddWithoutValidation("accept", "application/json");
        var json = (await CollectAsync(session, """{"metadata":{"reward":0.5}}""")).Json;

        var sample = Assert.Single(json.GetProperty("samples").EnumerateArray());
        Assert.Equal(file["tokens.0"].Longs, sample.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt64()));
        Assert.Equal(file["loss_mask.0"].Bytes.ToArray(), sample.GetProperty("loss_mask").EnumerateArray().Select(value => value.GetByte()));
        Assert.Equal(file["rollout_log_probs.0"].Doubles, sample.GetProperty("rollout_log_probs").EnumerateArray().Select(value => value.GetDouble()));
        foreach (var field in Meta(binary).GetProperty("samples")[0].EnumerateObject().Where(field => field.Name != "nulls"))
        {
            Assert.True(JsonElement.DeepEquals(field.Value, sample.GetProperty(field.Name)), field.Name);
        }

        Assert.True(JsonElement.DeepEquals(Meta(binary).GetProperty("session_metadata"), json.GetProperty("session_metadata")));
    }

    /// <summary>No request can make such a turn: it is put into the journal by hand, as a defect or a foreign tool would.</summary>
    [Fact]
    public async Task Collect_WhenTheRecordedTurnsContradictEachOther_Is422WithTheNumbersAndTheServerGoesOn()
    {
        await using var session = await TakeTwoAsync();
        var journaled = (await session.Journal.LoadAsync(session.Id, TestContext.Current.CancellationToken))!;
        var last = journaled.Trajectory.Active!;
        var intent = journaled.Intents.Last() with { Key = "by hand", End = null };
        await session.Journal.BeginAsync(session.Id, intent, TestContext.Current.CancellationToken);
        await session.Journal.AppendAsync(
            session.Id, journaled.Trajectory.Restore(last, last.Content with { ReplacedCount = 1 }).Active!, journaled.Head.Fence, intent, TestContext.Current.CancellationToken);

        var answer = await CollectAsync(session, "{}");

        Assert.Equal((422, "samples_not_assembled"), answer.Error);
        Assert.Equal(
            $"Turn 1: of its {last.Content.Completion.Ids.Length} sampled tokens after a prompt of {last.Prompt.Count}, the last 1 are not in the accumulated tokens; 0 may be missing.",
            answer.Message);
        Assert.Equal(200, (int)(await session.Client.GetAsync("health")).Status);
    }

    private static async Task<ScriptedSession> TakeTwoAsync()
    {
        var session = await ScriptedSession.OpenAsync("a1", "a2", "a3");
        var talk = new Conversation().User("u");
        await session.TakeAsync(talk);
        await session.TakeAsync(talk.Assistant("a1").User("u2"));
        return session;
    }

    private static Task<HttpAnswer> CollectAsync(ScriptedSession session, string body) =>
        session.Client.PostAsync($"sessions/{session.Id}/samples", body);

    private static JsonElement Meta(HttpAnswer answer)
    {
        var tensor = SafetensorsReader.Read(answer.Body)["_samples_meta"];
        AssertTensor(tensor, "U8", tensor.Bytes.Length);
        return JsonElement.Parse(tensor.Bytes.Span);
    }

    private static void AssertTensor(SafetensorsTensor tensor, string dtype, int length)
    {
        Assert.Equal(dtype, tensor.DType);
        Assert.Equal([length], tensor.Shape);
    }
}
