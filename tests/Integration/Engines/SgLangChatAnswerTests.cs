using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>Every way in which an engine's answer with status 200 can break the contract, and the reason that is given.</summary>
public sealed class SgLangChatAnswerTests
{
    private const string Tokens = "choices[0].meta_info.output_token_logprobs";

    private const string Valid = """
        {"choices":[{"message":{"content":"Hi"},"finish_reason":"stop","meta_info":{"prompt_tokens":2,"completion_tokens":1,"cached_tokens":0,"weight_version":"v7","output_token_logprobs":[[-0.5,7,null]]}}]}
        """;

    [Theory]
    [InlineData("{\"choices\"", "not json", "The answer is not JSON of at most 62 levels (line 1, byte 2).")]
    [InlineData("{\"choices\":", "{\"choices\":[],\"choices\":", "The answer has an object with a key that comes twice or is not Unicode.")]
    [InlineData("{\"choices\":", "{\"\\ud800\":1,\"a\":2,\"choices\":", "The answer has an object with a key that comes twice or is not Unicode.")]
    [InlineData(Valid, "[]", "The answer is not an object.")]
    [InlineData(Valid, "{}", "choices is missing.")]
    [InlineData(Valid, "{\"choices\":[]}", "choices has 0 entries, not 1.")]
    [InlineData(Valid, "{\"choices\":[{},{}]}", "choices has 2 entries, not 1.")]
    [InlineData(Valid, "{\"choices\":[1]}", "choices[0] is not an object.")]
    [InlineData("\"message\":{\"content\":\"Hi\"}", "\"message\":null", "choices[0].message is null.")]
    [InlineData("\"content\":\"Hi\"", "\"content\":[]", "choices[0].message.content is not a valid text.")]
    [InlineData("\"content\":\"Hi\"", "\"content\":\"\",\"reasoning_content\":\"\\ud83d\"", "choices[0].message holds a lone surrogate.")]
    [InlineData("\"finish_reason\":\"stop\"", "\"finish_reason\":null", "choices[0].finish_reason is null.")]
    [InlineData("\"finish_reason\":\"stop\"", "\"finish_reason\":{}", "choices[0].finish_reason is not a valid text.")]
    [InlineData("\"finish_reason\":\"stop\"", "\"finish_reason\":\"\"", "choices[0].finish_reason is no word of 1 to 256 characters.")]
    [InlineData("\"finish_reason\":\"stop\"", "\"finish_reason\":\"st\\u0000op\"", "choices[0].finish_reason is no word of 1 to 256 characters.")]
    [InlineData("\"content\":\"Hi\"", "\"content\":\"Hi\",\"tool_calls\":\"x\"", "choices[0].message.tool_calls is not a list.")]
    [InlineData("\"content\":\"Hi\"", "\"content\":\"Hi\",\"tool_calls\":{}", "choices[0].message.tool_calls is not a list.")]
    [InlineData("\"content\":\"Hi\"", "\"content\":\"Hi\",\"tool_calls\":[{},7]", "choices[0].message.tool_calls[1] is not an object.")]
    [InlineData("\"meta_info\":{", "\"other\":{", "choices[0].meta_info is missing.")]
    [InlineData("\"output_token_logprobs\"", "\"other\"", Tokens + " is missing.")]
    [InlineData("[[-0.5,7,null]]", "null", Tokens + " is null.")]
    [InlineData("[[-0.5,7,null]]", "{}", Tokens + " is not a list.")]
    [InlineData("\"completion_tokens\":1", "\"completion_tokens\":2", Tokens + " has 1 entries, but choices[0].meta_info.completion_tokens is 2.")]
    [InlineData("\"completion_tokens\":1,", "", "choices[0].meta_info.completion_tokens is missing.")]
    [InlineData("\"completion_tokens\":1", "\"completion_tokens\":-1", "choices[0].meta_info.completion_tokens is not a whole number of 0 or more.")]
    [InlineData("\"prompt_tokens\":2", "\"prompt_tokens\":3", "choices[0].meta_info.prompt_tokens is 3, but 2 ids were sent.")]
    [InlineData("\"cached_tokens\":0", "\"cached_tokens\":0.5", "choices[0].meta_info.cached_tokens is not a whole number of 0 or more.")]
    [InlineData("\"weight_version\":\"v7\"", "\"weight_version\":7", "choices[0].meta_info.weight_version is not a valid text.")]
    [InlineData("[-0.5,7,null]", "[-0.5,7]", Tokens + "[0] is no list of logprob, token id and text.")]
    [InlineData("-0.5,7,null", "null,7,null", Tokens + "[0][0] is no finite number.")]
    [InlineData("-0.5,7,null", "-1e400,7,null", Tokens + "[0][0] is no finite number.")]
    [InlineData("-0.5,7,null", "0.5,7,null", Tokens + "[0][0] is above 0, and no probability is above 1.")]
    [InlineData("-0.5,7,null", "3e38,7,null", Tokens + "[0][0] is above 0, and no probability is above 1.")]
    [InlineData("\"cached_tokens\":0", "\"weight_versions\":7", "choices[0].meta_info.weight_versions is not a list.")]
    [InlineData("\"cached_tokens\":0", "\"weight_versions\":[{\"version\":\"7\",\"start\":0}]", "choices[0].meta_info.weight_versions[0].end is missing.")]
    [InlineData("\"cached_tokens\":0", "\"weight_versions\":[{\"version\":\"7\",\"start\":0,\"end\":2}]", "choices[0].meta_info.weight_versions[0] covers tokens 0 to 2, but must lie between 0 and 1.")]
    [InlineData("\"cached_tokens\":0", "\"weight_versions\":[{\"version\":\"7\",\"start\":0,\"end\":1},{\"version\":\"8\",\"start\":0,\"end\":1}]", "choices[0].meta_info.weight_versions[1] covers tokens 0 to 1, but must lie between 1 and 1.")]
    [InlineData("-0.5,7,null", "-0.5,-7,null", Tokens + "[0][1] is no token id.")]
    [InlineData("-0.5,7,null", "-0.5,7.5,null", Tokens + "[0][1] is no token id.")]
    [InlineData("-0.5,7,null", "-0.5,2147483648,null", Tokens + "[0][1] is no token id.")]
    [InlineData("-0.5,7,null", "-0.5,7,7", Tokens + "[0][2] is neither text nor null.")]
    public async Task GenerateAsync_WhenAnAnswerBreaksTheContract_NamesTheField(string replaced, string by, string reason)
    {
        Assert.Contains(replaced, Valid, StringComparison.Ordinal);

        Assert.Equal(new InferenceOutcome.Nonsense(reason), await Answered(Valid.Replace(replaced, by, StringComparison.Ordinal)));
    }

    /// <summary>Two prompt ids and one sampled make two rows, from row 1 on one, of two layers with one expert.</summary>
    [Theory]
    [InlineData("\"other\":0", "choices[0].meta_info.routed_experts is missing.")]
    [InlineData("\"routed_experts\":null", "choices[0].meta_info.routed_experts is null.")]
    [InlineData("\"routed_experts\":[1,2]", "choices[0].meta_info.routed_experts is not a valid text.")]
    [InlineData("\"routed_experts\":\"AQ?=\"", "choices[0].meta_info.routed_experts is no base64.")]
    [InlineData("\"routed_experts\":\"AQAAAA==\"", "choices[0].meta_info.routed_experts has 4 bytes, but 1 rows from 1 on of 2 layers and 1 experts are 8.")]
    [InlineData("\"routed_experts\":\"\"", "choices[0].meta_info.routed_experts has 0 bytes, but 1 rows from 1 on of 2 layers and 1 experts are 8.")]
    public async Task GenerateAsync_WhenTheRoutedExpertsAreNotThoseThatWereAskedFor_NamesTheField(string field, string reason) => Assert.Equal(
        new InferenceOutcome.Nonsense(reason),
        await Answered(Valid.Replace("\"cached_tokens\":0", field, StringComparison.Ordinal), new(1, 2, 1)));

    [Fact]
    public async Task GenerateAsync_WithRoutedExperts_ReadsTheRowsAsTheyCame()
    {
        var answered = await Answered(Valid.Replace("\"cached_tokens\":0", "\"routed_experts\":\"AQAAAAIBAAA=\"", StringComparison.Ordinal), new(1, 2, 1));

        var rows = Assert.IsType<InferenceOutcome.Completed>(answered).Sampled.RoutedExperts!;
        Assert.Equal((1, 1, 2, 1), (rows.StartRow, rows.RowCount, rows.Layers, rows.TopK));
        Assert.Equal([1, 258], LittleEndian.ToInt32(rows.Bytes.Span));
    }

    [Fact]
    public async Task GenerateAsync_WhenNoRoutedExpertsWereAskedFor_DoesNotLookAtThem()
    {
        var answered = await Answered(Valid.Replace("\"cached_tokens\":0", "\"routed_experts\":7", StringComparison.Ordinal));

        Assert.Null(Assert.IsType<InferenceOutcome.Completed>(answered).Sampled.RoutedExperts);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData(",\"matched_stop\":null", null, null)]
    [InlineData(",\"matched_stop\":151645", 151645, null)]
    [InlineData(",\"matched_stop\":\"\\nObs:\"", null, "\nObs:")]
    public async Task GenerateAsync_WhenTheEngineSaysWhatItStoppedAt_KeepsIt(string field, int? token, string? text)
    {
        var answered = await Answered(Valid.Replace("\"finish_reason\":\"stop\"", "\"finish_reason\":\"stop\"" + field, StringComparison.Ordinal));

        var stop = Assert.IsType<InferenceOutcome.Completed>(answered).Sampled.Stop;
        Assert.Equal(token is null && text is null ? null : new StopMatch(token, text), stop);
    }

    [Theory]
    [InlineData("\"content\":\"Hi\"", "\"content\":\"\"")]
    [InlineData("\"prompt_tokens\":2,", "")]
    [InlineData("-0.5,7,null", "0.000001,7,null")]
    [InlineData("\"weight_version\":\"v7\"", "\"weight_version\":null")]
    [InlineData("\"completion_tokens\":1,\"cached_tokens\":0,\"weight_version\":\"v7\",\"output_token_logprobs\":[[-0.5,7,null]]", "\"completion_tokens\":0,\"output_token_logprobs\":[]")]
    public async Task GenerateAsync_WhenAnAnswerUsesTheFreedomOfTheContract_AcceptsIt(string replaced, string by)
    {
        Assert.Contains(replaced, Valid, StringComparison.Ordinal);

        Assert.IsType<InferenceOutcome.Completed>(await Answered(Valid.Replace(replaced, by, StringComparison.Ordinal)));
    }

    /// <summary>A turn in pieces has two levels around its answers, and a journal reads 64 again.</summary>
    [Theory]
    [InlineData(58, true)]
    [InlineData(59, false)]
    public async Task GenerateAsync_WhenAnAnswerNests_TakesWhatAJournalGivesBack(int levels, bool isTaken)
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "0" + new string('}', levels);
        var answered = await Answered(Valid.Replace("\"weight_version\"", $"\"x\":{deep},\"weight_version\"", StringComparison.Ordinal));

        Assert.Equal(isTaken, answered is InferenceOutcome.Completed);
        Assert.Equal(!isTaken, answered is InferenceOutcome.Nonsense);
    }

    /// <summary>Engines write no text beside tool calls as null, as "" or not at all.</summary>
    [Theory]
    [InlineData("\"content\":null")]
    [InlineData("\"content\":\"\"")]
    [InlineData("\"role\":\"assistant\"")]
    public async Task GenerateAsync_WhenThereIsNoText_TakesItAsEmpty(string field)
    {
        var answered = await Answered(Valid.Replace("\"content\":\"Hi\"", field, StringComparison.Ordinal));

        Assert.Equal("", Assert.IsType<InferenceOutcome.Completed>(answered).Sampled.Parsed!.Value.GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("\"cached_tokens\":0", "\"weight_versions\":[{\"version\":\"7\",\"start\":0,\"end\":0},{\"version\":\"8\",\"start\":0,\"end\":1}]")]
    [InlineData("{\"choices\":", "{\"sglext\":{\"weight_versions\":[{\"version\":\"7\",\"start\":0,\"end\":0},{\"version\":\"8\",\"start\":0,\"end\":1}]},\"choices\":")]
    public async Task GenerateAsync_WhenTheWeightsChangedMeanwhile_KeepsTheSpans(string replaced, string by)
    {
        var answered = await Answered(Valid.Replace(replaced, by, StringComparison.Ordinal));

        Assert.Equal([new("7", 0, 0), new("8", 0, 1)], Assert.IsType<InferenceOutcome.Completed>(answered).Sampled.Facts.WeightSpans);
    }

    private static async Task<InferenceOutcome> Answered(string answer, RoutedExpertsRequest? routedExperts = null)
    {
        await using var server = await EngineDouble.StartAsync(200, answer);
        using var engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = server.BaseAddress }, TimeProvider.System);
        return await engine.GenerateAsync(
            EngineRequest.Of("s", [1, 2], "{}") with { RoutedExperts = routedExperts }, observer: null, TestContext.Current.CancellationToken);
    }
}
