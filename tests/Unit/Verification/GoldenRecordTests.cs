using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

/// <summary>The records of a golden file: what is written, what is read, and what comes back of a session.</summary>
public sealed class GoldenRecordTests
{
    [Fact]
    public void Read_OfATurnWithEveryMember_HasThem()
    {
        var turn = TinyRecording.Read(TinyRecording.Json).Turns[0];

        Assert.Equal(TurnDigestVersion.Two, turn.DigestVersion);
        Assert.Equal([4, 5], turn.Completion.Ids);
        Assert.Equal([-0.5f, -0.25f], turn.Completion.Logprobs);
        Assert.Equal(("tool_calls", "v7"), (turn.FinishReason, turn.WeightVersion));
        Assert.Equal(TinyRecording.Spans, turn.WeightSpans);
        Assert.Equal((3, 2, 1), (turn.RoutedExperts!.StartRow, turn.RoutedExperts.Layers, turn.RoutedExperts.TopK));
        Assert.Equal("0100000002000000", Convert.ToHexString(turn.RoutedExperts.Bytes.Span));
        Assert.Null(turn.Expected);
        var record = turn.Recorded!;
        Assert.Equal((null, 0), (record.Parent, record.ReplacedCount));
        Assert.Equal([(TokenOrigin.Prompt, "1 2"), (TokenOrigin.Splice, "3")], record.PromptSegments.Select(part => (part.Origin, string.Join(' ', part.Ids))));
        Assert.Equal(("sglang-chat", "main", new SessionLine("l", "p", LineKind.Title)), (record.Engine, record.Agent, record.Line));
        Assert.Equal(TinyRecording.Altered, record.Altered);
        Assert.Equal(("r", new StopMatch(5, null), "content"), (record.ResponseId, record.Stop, record.Disagreement));
        Assert.Equal(new TurnEnd(EndKind.TokensAfterStop, 2), record.End);
        Assert.Equal((1, 2), (record.RequestedAt.Second, record.CompletedAt.Second));
        Assert.Equal((3, 0), (record.PromptTokens, record.CachedTokens));
        Assert.Equal(("{\"id\":\"other\"}", TinyRecording.First), (record.Response.GetRawText(), record.Digest.ToString()));
    }

    [Fact]
    public void Read_OfATurnWithTheLeast_HasNothingElse()
    {
        var golden = TinyRecording.Read(TinyRecording.Json);
        var (turn, record) = (golden.Turns[1], golden.Turns[1].Recorded!);

        Assert.Equal((TurnDigestVersion.One, null, null), (turn.DigestVersion, turn.WeightVersion, turn.RoutedExperts));
        Assert.Empty(turn.WeightSpans);
        Assert.Equal((0, 1), (record.Parent, record.ReplacedCount));
        Assert.Equal((null, null, null, null, null), (record.Engine, record.Agent, record.Line, record.ResponseId, record.Disagreement));
        Assert.Empty(record.Altered);
        Assert.Equal((null, null), (record.PromptTokens, record.CachedTokens));
        Assert.Equal((new StopMatch(null, "END"), new TurnEnd(EndKind.StopString)), (record.Stop, record.End));
        Assert.Equal((null, null, null), (golden.Genesis, golden.Tip, golden.Mismatches));
        var bare = TinyRecording.Read(TinyRecording.Changed("\"stop_text\":\"END\",\"end\":\"stop_string\",", "")).Turns[1].Recorded!;
        Assert.Equal((null, null), (bare.Stop, bare.End));
    }

    /// <summary>What a server took a journal gives back: a body of 64 levels, and the messages that lie in one.</summary>
    [Theory]
    [InlineData("\"temperature\":1.0", 63, "turns[0].request")]
    [InlineData("\"id\":\"other\"", 63, "turns[0].recorded.response")]
    [InlineData("\"role\":\"assistant\",\"content\":\"a\"},\"weight_version\"", 61, "turns[0].completion.message")]
    public void Read_OfABodyThatNests_TakesTheLevelsOfABodyAndNamesOneMore(string member, int most, string place)
    {
        Assert.Equal(2, TinyRecording.Read(Deep(most)).Turns.Length);
        var refused = Assert.Throws<GoldenFormatException>(() => TinyRecording.Read(Deep(most + 1)));

        Assert.StartsWith($"{place}: nests deeper than {most + 1} levels", refused.Message, StringComparison.Ordinal);

        string Deep(int arrays) =>
            TinyRecording.Changed(member, $"\"deep\":{new string('[', arrays)}{new string(']', arrays)},{member}");
    }

    [Fact]
    public void Read_OfTheSession_HasItsRecord()
    {
        var golden = TinyRecording.Read(TinyRecording.Json);

        Assert.Equal(
            (TinyRecording.Id, TinyRecording.Genesis, TinyRecording.Second, 1),
            (golden.Recorded!.SessionId, golden.Recorded.Genesis.ToString(), golden.Recorded.Tip.ToString(), golden.Recorded.Active));
        Assert.Equal(TinyRecording.Settings, golden.Settings);
        Assert.Equal(0, TinyRecording.Read(TinyRecording.Changed("\"active\":1", "\"active\":0")).Recorded!.Active);
        Assert.Null(TinyRecording.Read(TinyRecording.Changed("\"active\":1", "\"active\":-1")).Recorded!.Active);
    }

    /// <summary>Without a digest nothing binds the encoding, and the turn is a new one.</summary>
    [Theory]
    [InlineData("", TurnDigestVersion.Two)]
    [InlineData(",\"expected\":null,\"recorded\":null,\"digest_version\":null", TurnDigestVersion.Two)]
    [InlineData(",\"digest_version\":\"tito.turn.v1\"", TurnDigestVersion.One)]
    public void Read_OfATurnWithoutADigest_IsANewOne(string more, TurnDigestVersion expected) => Assert.Equal(
        expected,
        TinyRecording.Read(
            $$$"""
            {"format":"tito.golden-trajectory","version":2,"family":"f","opened_at":"2026-11-24T12:00:00Z","settings":{},"turns":[
            {"request":{},"completion":{"ids":[],"logprobs":[],"finish_reason":"","message":{}}{{{more}}}}]}
            """).Turns[0].DigestVersion);

    [Theory]
    [InlineData("\"active\":1", "\"active\":2", "recorded.active: must be the sequence of one of the 2 turns, or -1 for none.")]
    [InlineData("\"active\":1", "\"active\":-2", "recorded.active: must be the sequence of one of the 2 turns, or -1 for none.")]
    [InlineData(TinyRecording.Id, "-x", "recorded.session_id: must be 1 to 64 characters")]
    [InlineData(TinyRecording.Genesis, "3333", "recorded.genesis: A digest has 64 digits, not 4.")]
    [InlineData("\"tip\":\"22", "\"tip\":\"x2", "recorded.tip: ")]
    [InlineData("\"max_turns\":2", "\"max_turns\":1", "turns: has 2 turns; the session may have 1.")]
    [InlineData("\"recorded\":{\"session_id\"", "\"unread\":{\"session_id\"", "turns[0].recorded: is there, and the session has no record.")]
    [InlineData("\"recorded\":{\"parent\":0", "\"unread\":{\"parent\":0", "turns[1].recorded: is missing, and the session has a record.")]
    [InlineData("\"digest_version\":\"tito.turn.v2\"", "\"digest_version\":\"tito.turn.v3\"", "turns[0].digest_version: must be one of tito.turn.v1, tito.turn.v2.")]
    [InlineData("\"start\":0", "\"start\":-1", "turns[0].completion.weight_version_spans[0].start: must be a whole number of 0 or more.")]
    [InlineData("\"end\":2}", "\"end\":null}", "turns[0].completion.weight_version_spans[1].end: must be a whole number of 0 or more.")]
    [InlineData("{\"version\":\"v6\",", "{", "turns[0].completion.weight_version_spans[0].version: must be a string.")]
    [InlineData("\"first_row\":3", "\"first_row\":-3", "turns[0].completion.routed_experts: startRow")]
    [InlineData("\"ids\":\"AQAAAAIAAAA=\"", "\"ids\":\"AQAAAA==\"", "turns[0].completion.routed_experts: 4 bytes are not a whole number of rows of 8 bytes.")]
    [InlineData("\"ids\":\"AQAAAAIAAAA=\"", "\"ids\":\"A\"", "turns[0].completion.routed_experts: The input is not a valid Base-64 string")]
    [InlineData("\"layers\":2,\"top_k\":1", "\"layers\":2000000000,\"top_k\":2000000000", "turns[0].completion.routed_experts: Arithmetic operation resulted in an overflow.")]
    [InlineData("\"origin\":\"splice\"", "\"origin\":\"model\"", "turns[0].recorded.prompt[1].origin: must be prompt, environment or splice: no token of a prompt is sampled in its turn.")]
    [InlineData("\"agent\":\"main\"", "\"agent\":\"a b\"", "turns[0].recorded.agent: must be a tag: 1 to 64 characters out of")]
    [InlineData("\"message\":2", "\"message\":-2", "turns[0].recorded.altered[0].message: must be a whole number of 0 or more.")]
    [InlineData("\"sent\":null", "\"sent\":\"\"", "turns[0].recorded.altered[0].sent: A digest has 64 digits, not 0.")]
    [InlineData("\"stop_token\":5", "\"stop_token\":-5", "turns[0].recorded.stop_token: must be a whole number of 0 or more.")]
    [InlineData("\"tokens_after_stop\":2", "\"tokens_after_stop\":-2", "turns[0].recorded.tokens_after_stop: must be a whole number of 0 or more.")]
    [InlineData("\"end\":\"tokens_after_stop\"", "\"end\":\"late\"", "turns[0].recorded.end: must be one of stop_token")]
    [InlineData("\"prompt_tokens\":3", "\"prompt_tokens\":-3", "turns[0].recorded.prompt_tokens: must be a whole number of 0 or more.")]
    [InlineData("\"cached_tokens\":0", "\"cached_tokens\":\"0\"", "turns[0].recorded.cached_tokens: must be a whole number of 0 or more.")]
    [InlineData("\"response\":{\"id\":\"other\"}", "\"response\":[]", "turns[0].recorded.response: must be an object.")]
    [InlineData("\"response\":{\"id\":\"other\"}", "\"response\":{\"id\":\"\\ud800\"}", "turns[0].recorded.response.id: holds a lone surrogate")]
    public void Read_WhenAPlaceOfARecordIsWrong_NamesIt(string replaced, string replacement, string message)
    {
        var wrong = TinyRecording.Changed(replaced, replacement);

        Assert.StartsWith(message, Assert.Throws<GoldenFormatException>(() => TinyRecording.Read(wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfTheSession_IsTheText()
    {
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(TinyRecording.Whole), JsonElement.Parse(TinyRecording.Write(TinyRecording.Session))));

        Assert.Contains("\"temperature\":1.0", TinyRecording.Write(TinyRecording.Session), StringComparison.Ordinal);
    }

    /// <summary>A line for the session, then a line for each turn.</summary>
    [Fact]
    public void Write_OfTheSession_HasALineForEachTurn() => Assert.Equal(
        ["{\"format\":", "{\"digest_v", "{\"request\"", ""], TinyRecording.Write(TinyRecording.Session).Split('\n').Select(line => line.Length < 10 ? line : line[..10]));

    /// <summary>A turn that was closed by its stop token has no tokens after it to tell of.</summary>
    [Fact]
    public void Write_OfATurnThatEndedAtItsStopToken_TellsNoTokensAfterIt()
    {
        var content = TinyRecording.Session.Turns[0].Content with { End = new(EndKind.StopToken), Stop = null };
        var written = TinyRecording.Write(Trajectory.Start(TinyRecording.Session.Genesis).Restore(null, content));

        Assert.Contains("\"end\":\"stop_token\"", written, StringComparison.Ordinal);
        Assert.DoesNotContain("tokens_after_stop", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\"stop_text\"", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\"end\":null", written, StringComparison.Ordinal);
    }

    /// <summary>A turn of a release that had one wire has its inputs among the fields, and its id in the response.</summary>
    [Fact]
    public void Write_OfATurnWithoutAnEngine_HasNoIdAndEachInputOnce()
    {
        var content = TinyRecording.Session.Turns[0].Content;
        var earlier = content with
        {
            Exchange = content.Exchange with { Engine = null, Request = JsonElement.Parse("""{"tools":[{"name":"f"}],"n":1}""") },
        };
        var request = JsonElement.Parse(TinyRecording.Write(Trajectory.Start(TinyRecording.Session.Genesis).Restore(null, earlier)))
            .GetProperty("turns")[0];

        Assert.Equal(["messages", "tools", "n", "chat_template_kwargs"], request.GetProperty("request").EnumerateObject().Select(field => field.Name));
        Assert.False(request.GetProperty("recorded").TryGetProperty("response_id", out _));
    }
}
