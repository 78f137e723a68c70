using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Splicing;

namespace Tito.Tests.Unit.Turns;

/// <summary>An engine that gives ids alone: the message is what we read from them.</summary>
public sealed class TurnTakerIdsAloneTests
{
    private const string Call = "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\":  1e5}}\n</tool_call>";

    private static readonly TurnInputs Tools = new(
        JsonElement.Parse("""[{"type":"function","function":{"name":"f","parameters":{}}}]"""), null);

    [Theory]
    [InlineData("hi", "stop", "", """{"role":"assistant","content":"hi"}""", "stop")]
    [InlineData("", "stop", "", """{"role":"assistant","content":""}""", "stop")]
    [InlineData("<think>\nhm\n</think>\n\nhi", "stop", "", """{"role":"assistant","content":"hi","reasoning_content":"hm"}""", "stop")]
    [InlineData("hm\n</think>\n\nhi", "stop", "<think>\n", """{"role":"assistant","content":"hi","reasoning_content":"hm"}""", "stop")]
    [InlineData("hm", "length", "<think>\n", """{"role":"assistant","content":"","reasoning_content":"hm"}""", "length")]
    [InlineData(
        "Look.\n" + Call + "\n" + Call,
        "stop",
        "",
        """{"role":"assistant","content":"Look.","tool_calls":[FIRST,SECOND]}""",
        "tool_calls")]
    [InlineData("hi " + Call, "length", "", """{"role":"assistant","content":"hi ","tool_calls":[FIRST]}""", "length")]
    [InlineData(
        "<tool_call>\nno\n</tool_call>", "stop", "", """{"role":"assistant","content":"<tool_call>\nno\n</tool_call>"}""", "stop")]
    public async Task RunAsync_OfIdsAlone_ReadsTheMessage(
        string text, string engineSays, string opened, string message, string finish)
    {
        var (turn, genesis) = await TakeAsync(CompletionFormats.Qwen, opened.Replace("\n", "{{ '\\n' }}", StringComparison.Ordinal), text, engineSays);

        var expected = message.Replace("FIRST", CallJson(IdOf(genesis, turn, 0)), StringComparison.Ordinal)
            .Replace("SECOND", CallJson(IdOf(genesis, turn, 1)), StringComparison.Ordinal);
        Assert.Equal(expected, turn.Content.Assistant.Json.GetRawText());
        Assert.Equal(finish, turn.Content.FinishReason);
        Assert.Null(turn.Content.Exchange.Disagreement);
    }

    /// <summary>Engines that look at the limit first call a turn cut whose stop token was the last that it allowed.</summary>
    [Theory]
    [InlineData("hi", null, "stop")]
    [InlineData("hi", """{"role":"assistant","content":"hi"}""", "stop")]
    [InlineData(Call, null, "tool_calls")]
    [InlineData(Call, """{"role":"assistant","content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":  1e5}"}}]}""", "tool_calls")]
    public async Task RunAsync_WhenTheStopTokenIsTheLastThatALimitAllows_IsNotCut(string text, string? parsed, string finish)
    {
        var session = Session(CompletionFormats.Qwen, "", takesEngineParse: true);
        await session.OpenAsync(new());

        var taken = await session.TakeAsync(
            new() { Message = parsed, FinishReason = "length", Ids = [.. Encoding.UTF8.GetBytes(text).Select(unit => (int)unit), SpliceModel.End] }, inputs: Tools);

        Assert.Equal(finish, Assert.IsType<TurnOutcome.Committed>(taken).Turn.Content.FinishReason);
        var stored = await session.LoadAsync();
        var status = SessionStatus.Of(SessionPolicy.Tree, stored.Trajectory, [.. stored.Intents], session.Clock.Now, session.Model.Ends);
        Assert.Equal(SessionState.Complete, status.State);
        Assert.Empty(status.Unended);
    }

    [Fact]
    public async Task RunAsync_OfAFormatWithIds_KeepsTheModels()
    {
        var (turn, _) = await TakeAsync(
            CompletionFormats.Kimi,
            "",
            "<|tool_calls_section_begin|><|tool_call_begin|>functions.f:7<|tool_call_argument_begin|>{\"a\": 1}"
                + "<|tool_call_end|><|tool_calls_section_end|>",
            "stop");

        Assert.Equal(
            """{"role":"assistant","content":"","tool_calls":["""
                + """{"id":"functions.f:7","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]}""",
            turn.Content.Assistant.Json.GetRawText());
    }

    [Fact]
    public async Task RunAsync_WhenTokensFollowTheEnd_ReadsNoneOfThem()
    {
        var session = Session(CompletionFormats.Qwen, "");
        await session.OpenAsync(new());

        var taken = await session.TakeAsync(new() { Message = null, Ids = ['h', 'i', SpliceModel.End, 'x'] });

        var turn = Assert.IsType<TurnOutcome.Committed>(taken).Turn;
        Assert.Equal("""{"role":"assistant","content":"hi"}""", turn.Content.Assistant.Json.GetRawText());
    }

    /// <summary>
    /// docs/parsers.md, of a first turn: SHA-256 of fields, each its length as an int64 and its bytes: the word, the session's first link, the
    /// ids of each segment that the turn added, the index.
    /// </summary>
    private static string IdOf(Digest genesis, Turn turn, int index)
    {
        var hashed = new List<byte>();
        Add("tito.call.v1"u8.ToArray());
        Add(genesis.ToByteArray());
        foreach (var segment in turn.Content.PromptSegments)
        {
            Add([.. segment.Ids.SelectMany(BitConverter.GetBytes)]);
        }

        Add(BitConverter.GetBytes(index));
        return "call_" + Convert.ToHexStringLower(SHA256.HashData([.. hashed]))[..24];

        void Add(byte[] field)
        {
            hashed.AddRange(BitConverter.GetBytes((long)field.Length));
            hashed.AddRange(field);
        }
    }

    /// <summary>The engine was started with a parser that takes everything for content.</summary>
    [Theory]
    [InlineData(false, """{"role":"assistant","content":"hi","reasoning_content":"hm"}""")]
    [InlineData(true, """{"role":"assistant","content":"<think>\nhm\n</think>\n\nhi"}""")]
    public async Task RunAsync_WhenTheEngineParsesOtherwise_LetsADeclaredFormatDecide(bool takesEngineParse, string message)
    {
        var session = Session(CompletionFormats.Qwen, "", takesEngineParse);
        await session.OpenAsync(new());

        var taken = await session.TakeAsync(new()
        {
            Message = """{"role":"assistant","content":"<think>\nhm\n</think>\n\nhi"}""",
            Ids = [.. "<think>\nhm\n</think>\n\nhi".Select(unit => (int)unit), SpliceModel.End],
        });

        var turn = Assert.IsType<TurnOutcome.Committed>(taken).Turn;
        Assert.Equal(message, turn.Content.Assistant.Json.GetRawText());
        Assert.Equal("reasoning_content", turn.Content.Exchange.Disagreement);
    }

    /// <summary>A parser that drops what follows a call, as SGLang's of Hermes' blocks does.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_WhenTheEngineDropsTheEndOfTheText_SaysSo(bool takesEngineParse)
    {
        var session = Session(CompletionFormats.Qwen, "", takesEngineParse);
        await session.OpenAsync(new());

        var taken = await session.TakeAsync(
            new()
            {
                Message = $$"""{"role":"assistant","content":"A","tool_calls":[{{CallJson("c")}}]}""",
                Ids = [.. $"A{Call}Then.".Select(unit => (int)unit), SpliceModel.End],
            },
            inputs: Tools);

        var turn = Assert.IsType<TurnOutcome.Committed>(taken).Turn;
        Assert.Equal(takesEngineParse ? "A" : "AThen.", turn.Content.Assistant.Json.GetProperty("content").GetString());
        Assert.Equal("content", turn.Content.Exchange.Disagreement);
    }

    /// <summary>An engine's own message ends before the stop string, which its tokens have.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_WhenTheEngineStopsAtAText_MissesNothing(bool takesEngineParse)
    {
        var session = Session(CompletionFormats.Qwen, "", takesEngineParse);
        await session.OpenAsync(new());

        var taken = await session.TakeAsync(new()
        {
            Message = """{"role":"assistant","content":"hi"}""",
            Ids = [.. "hi END".Select(unit => (int)unit)],
            Stop = new(null, "END"),
        });

        Assert.Null(Assert.IsType<TurnOutcome.Committed>(taken).Turn.Content.Exchange.Disagreement);
    }

    /// <summary>A client that wants no calls gets the text of one, whichever engine sampled; its history goes on from there.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_WhereCallsAreForbidden_CommitsTheirTextAndGoesOnFromIt(bool parses)
    {
        var session = Session(CompletionFormats.Qwen, "");
        await session.OpenAsync(new());
        var message = JsonEncodedText.Encode($"Look.\n{Call}", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        var assistant = $$"""{"role":"assistant","content":"{{message}}"}""";
        var request = OneSession.Request() with { Inputs = Tools, ForbidsCalls = true };
        var engine = new RecordedRequests
        {
            Message = parses ? assistant : null,
            Ids = [.. $"Look.\n{Call}".Select(unit => (int)unit), SpliceModel.End],
        };

        var turn = await TurnAsync(request);
        var next = await TurnAsync(request with { Digest = Digest.Of("next"u8), Messages = [.. request.Messages, Chat.Message(assistant), Chat.User("v")] });

        Assert.Equal(assistant, turn.Content.Assistant.Json.GetRawText());
        Assert.Equal(("stop", null), (turn.Content.FinishReason, turn.Content.Exchange.Disagreement));
        Assert.Equal(0, next.Parent?.Sequence);

        async Task<Turn> TurnAsync(TurnRequest asked) => Assert.IsType<TurnOutcome.Committed>(await session.Taker(engine).RunAsync(
            Trees.Id, asked, new(asked.Digest.ToString(), null, IsRetry: false), null, TestContext.Current.CancellationToken)).Turn;
    }

    private static string CallJson(string id) =>
        $$$"""{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{\"a\":  1e5}"}}""";

    private static async Task<(Turn Turn, Digest Genesis)> TakeAsync(CompletionFormat format, string opened, string text, string engineSays)
    {
        var session = Session(format, opened);
        await session.OpenAsync(new());
        ImmutableArray<int> ids = [.. Encoding.UTF8.GetBytes(text).Select(unit => (int)unit)];
        var taken = await session.TakeAsync(
            new() { Message = null, FinishReason = engineSays, Ids = engineSays == "stop" ? ids.Add(SpliceModel.End) : ids },
            inputs: Tools);
        return (Assert.IsType<TurnOutcome.Committed>(taken).Turn, (await session.LoadAsync()).Trajectory.Genesis);
    }

    private static OneSession Session(CompletionFormat format, string opened, bool takesEngineParse = false) => new()
    {
        Model = SessionModel.Load(
            new()
            {
                Name = "tiny",
                FixedTemplate = SpliceModel.Closing.Replace("<|a|>", "<|a|>" + opened, StringComparison.Ordinal),
                AppendRoles = [Role.Tool, Role.User],
                Boundary = new BoundaryRule.AppendAfter("<|e|>", "\n"),
                AssistantStart = "<|a|>",
                Completion = format,
                TakesEngineParse = takesEngineParse,
            },
            SpliceModel.Assets(),
            null),
    };
}
