using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Sessions;

/// <summary>The one invariant, seen from both ends of the server: what the engine consumed and produced is what the session holds.</summary>
/// <param name="taken">The session.</param>
public sealed class ThreeTurnTests(ThreeTurnSession taken) : IClassFixture<ThreeTurnSession>
{
    private const int EndOfTurn = 151645;
    private const int LineFeed = 198;

    [Fact]
    public void Session_AfterThreeTurns_HoldsTheLastPromptAndItsCompletion() =>
        Assert.Equal([.. taken.Prompts[2], .. taken.Completions[2]], taken.Page.Ids);

    [Fact]
    public void Prompt_OfEachTurn_BeginsWithThePromptAndTheCompletionBeforeIt()
    {
        Assert.Equal(3, taken.Prompts.Length);
        for (var turn = 1; turn < 3; turn++)
        {
            var before = taken.Prompts[turn - 1].AddRange(taken.Completions[turn - 1]);
            Assert.Equal(before, taken.Prompts[turn][..before.Length]);
        }
    }

    [Fact]
    public void Prompt_BehindACompletionThatStopped_GoesOnWithTheLineFeedThatTheModelDidNotSample()
    {
        for (var turn = 1; turn < 3; turn++)
        {
            Assert.Equal(EndOfTurn, taken.Completions[turn - 1][^1]);
            Assert.Equal(LineFeed, taken.Prompts[turn][Held(turn)]);
        }
    }

    [Fact]
    public void Prompt_BehindTheSplice_IsTheNewMessagesInChatMl()
    {
        for (var turn = 1; turn < 3; turn++)
        {
            var appended = taken.Sent[turn].EnumerateArray().Skip(taken.Sent[turn - 1].GetArrayLength() + 1).ToList();
            var results = appended.TakeWhile(message => message.GetProperty("role").GetString() == "tool").Select(message =>
                $"\n<tool_response>\n{message.GetProperty("content").GetString()}\n</tool_response>");
            var text = appended[0].GetProperty("role").GetString() == "tool"
                ? string.Concat(results)
                : "\n" + appended[0].GetProperty("content").GetString();

            Assert.Equal(
                $"<|im_start|>user{text}<|im_end|>\n<|im_start|>assistant\n",
                ServedModel.Tokenizer.Decode(taken.Prompts[turn].AsSpan()[(Held(turn) + 1)..], skipSpecialTokens: false));
        }
    }

    [Fact]
    public void Origins_AfterThreeTurns_SayWhatProducedEachToken() => Assert.Equal(
        [
            ("prompt", taken.Prompts[0].Length),
            ("model", taken.Completions[0].Length),
            ("splice", 1),
            ("environment", taken.Prompts[1].Length - Held(1) - 1),
            ("model", taken.Completions[1].Length),
            ("splice", 1),
            ("environment", taken.Prompts[2].Length - Held(2) - 1),
            ("model", taken.Completions[2].Length),
        ],
        taken.Page.Origins);

    [Fact]
    public void Session_WhenItsTextIsTokenizedAgain_WouldHoldOtherTokens()
    {
        var text = ServedModel.Tokenizer.Decode(taken.Page.Ids.AsSpan(), skipSpecialTokens: false);

        Assert.NotEqual(ServedModel.Tokenizer.Encode(text, SpecialTokens.Parse), taken.Page.Ids);
    }

    [Fact]
    public void Comparator_AfterThreeTurns_FindsNoMismatch() =>
        Assert.Equal("[]", taken.Page.Metadata.GetProperty("tito_session_mismatch").GetRawText());

    [Fact]
    public void Headers_OfEachAnswer_CarryTheTurnAndItsDigest()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Equal(turn.ToString(CultureInfo.InvariantCulture), taken.Answers[turn].Headers["x-tito-turn"]);
            Assert.Equal((turn - 1).ToString(CultureInfo.InvariantCulture), taken.Answers[turn].Headers["x-tito-parent"]);
            Assert.Matches("^[0-9a-f]{64}$", taken.Answers[turn].Headers["x-tito-digest"]);
        }

        Assert.Equal(3, taken.Answers.Select(answer => answer.Headers["x-tito-digest"]).Distinct().Count());
        Assert.Equal(taken.Page.Digest, taken.Answers[2].Headers["x-tito-digest"]);
    }

    [Fact]
    public void Headers_OfAnAnswer_AreNotThoseOfTheEngine()
    {
        Assert.False(taken.Answers[0].Headers.ContainsKey("server"));
        Assert.Equal("application/json", taken.Answers[0].Headers["content-type"]);
    }

    [Fact]
    public void Records_AfterThreeTurns_HoldWhatWasSentAndAnswered()
    {
        Assert.Equal(3, taken.Page.Records.Length);
        foreach (var (turn, record) in taken.Page.Records.Index())
        {
            var request = record.GetProperty("request");
            Assert.Equal(taken.Prompts[turn], request.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32()));
            Assert.True(JsonNode.DeepEquals(WithoutNullCalls(taken.Sent[turn]), WithoutNullCalls(request.GetProperty("messages"))));
            Assert.Equal(
                ("qwen3", true, true, false),
                (request.GetProperty("model").GetString(), request.GetProperty("logprobs").GetBoolean(),
                    request.GetProperty("return_meta_info").GetBoolean(), request.GetProperty("no_stop_trim").GetBoolean()));
            Assert.False(request.TryGetProperty("stream", out _));
            Assert.Equal("""{"clear_thinking":false}""", request.GetProperty("chat_template_kwargs").GetRawText());

            var answered = taken.Answers[turn].Json.GetProperty("choices")[0];
            var recorded = record.GetProperty("response").GetProperty("choices")[0];
            Assert.True(JsonNode.DeepEquals(
                JsonObject.Create(answered.GetProperty("message")), WithoutNullCalls(recorded.GetProperty("message"))));
            Assert.Equal(
                ThreeTurnSession.Triples(taken.Answers[turn]).Select(triple => (triple[0].GetSingle(), triple[1].GetInt32())),
                recorded.GetProperty("meta_info").GetProperty("output_token_logprobs").EnumerateArray()
                    .Select(triple => (triple[0].GetSingle(), triple[1].GetInt32())));
            Assert.Equal(
                ("POST", "/v1/chat/completions", 200),
                (record.GetProperty("method").GetString(), record.GetProperty("path").GetString(), record.GetProperty("status_code").GetInt32()));
            Assert.True(record.GetProperty("request_timestamp").GetDouble() <= record.GetProperty("timestamp").GetDouble());
        }
    }

    /// <summary>A message, or a list of them, as answers have it: records have the engine's <c>"tool_calls": null</c> as well.</summary>
    private static JsonNode WithoutNullCalls(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return new JsonArray([.. json.EnumerateArray().Select(WithoutNullCalls)]);
        }

        var message = JsonObject.Create(json)!;
        if (message["tool_calls"] is null)
        {
            message.Remove("tool_calls");
        }

        return message;
    }

    /// <summary>How many tokens the session held when a turn began.</summary>
    private int Held(int turn) => taken.Prompts[turn - 1].Length + taken.Completions[turn - 1].Length;
}
