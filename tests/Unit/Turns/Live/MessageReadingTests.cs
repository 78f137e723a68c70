using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Splicing;

namespace Tito.Tests.Unit.Turns.Live;

/// <summary>What a reader is shown of a message while its tokens come, and what the message is. A letter is a token.</summary>
public sealed class MessageReadingTests
{
    private const string Calls =
        "So.<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>\n<tool_call>\n{\"name\": \"g\", \"arguments\": {}}\n</tool_call>";

    private static readonly SessionModel Model = Load(CompletionFormats.Qwen);

    private static readonly JsonElement Tools = JsonElement.Parse(
        """[{"type":"function","function":{"name":"f","parameters":{}}},{"type":"function","function":{"name":"g","parameters":{}}}]""");

    private static readonly Digest Parent = Digest.Of("parent"u8);
    private static readonly TurnEnd Stopped = new(EndKind.StopToken);

    [Theory]
    [InlineData("<think>\nhm\n</think>\n\nhi", "R:hm C:hi")]
    [InlineData("hi there", "C:hi there")]
    [InlineData(Calls, "C:So. B:f A:{\"a\": 1} E: B:g A:{} E:")]
    public void Append_OfAllTokensAtOnce_TellsWhatBelongsTogetherTogether(string text, string expected)
    {
        var reading = Read(TurnStops.None);

        var shown = reading.Append(Ids(text)).Concat(reading.Finish(Stopped, null).Deltas).ToList();

        Assert.Equal(expected, Words(shown));
    }

    [Theory]
    [InlineData("<think>\nhm\n</think>\n\nhi")]
    [InlineData(Calls)]
    public void Append_OfOneTokenAtATime_TellsTheSame(string text)
    {
        var (whole, single) = (Read(TurnStops.None), Read(TurnStops.None));

        var parts = Ids(text).SelectMany(id => single.Append([id])).ToList();
        Assert.True(parts.Count > whole.Append(Ids(text)).Count);

        var (expected, message) = (whole.Finish(Stopped, null).Message, single.Finish(Stopped, null).Message);
        Assert.Equal((expected.Reasoning, expected.Content), (message.Reasoning, message.Content));
        Assert.Equal(expected.ToolCalls, message.ToolCalls);
        Assert.Equal(message.Content, string.Concat(parts.Where(delta => delta.Kind == DeltaKind.Content).Select(delta => delta.Text)));
    }

    [Fact]
    public void Append_OfCallsWithoutIds_NamesThemByTheirPlace()
    {
        var reading = Read(TurnStops.None);

        var shown = Ids(Calls).SelectMany(id => reading.Append([id])).ToList();
        shown.AddRange(reading.Finish(Stopped, null).Deltas);

        Assert.Equal(
            [("f", CallId.Of(Parent, Plan().Prompt, 0)), ("g", CallId.Of(Parent, Plan().Prompt, 1))],
            shown.Where(delta => delta.Kind == DeltaKind.CallBegin).Select(delta => (delta.Text, delta.CallId!)));
        Assert.All(shown.Where(delta => delta.Kind != DeltaKind.CallBegin), delta => Assert.Null(delta.CallId));
    }

    [Fact]
    public void Append_AfterTheEndOfTheTurn_ShowsNothing()
    {
        var reading = Read(TurnStops.None);

        Assert.Equal("C:hi", Words(reading.Append([.. Ids("hi"), SpliceModel.End, .. Ids("there")])));
        Assert.Empty(reading.Append(Ids("more")));
        Assert.Equal("hi", reading.Finish(Stopped, null).Message.Content);
    }

    /// <summary>A client's own stop token that ends a completion is no text of it; one that does not is.</summary>
    [Fact]
    public void Append_OfAClientsStopToken_HoldsItUntilMoreIsKnown()
    {
        var (ended, cut, went) = (Read(Stops()), Read(Stops()), Read(Stops()));

        Assert.Equal("C:hi", Words(ended.Append(Ids("hi!"))));
        var (shown, message) = ended.Finish(new(EndKind.ForeignToken), new(33, null));
        Assert.Equal(("", "hi"), (Words(shown), message.Content));

        Assert.Equal("C:hi", Words(cut.Append(Ids("hi!"))));
        (shown, message) = cut.Finish(new(EndKind.Length), null);
        Assert.Equal(("C:!", "hi!"), (Words(shown), message.Content));

        Assert.Equal("C:hi!a", Words(went.Append(Ids("hi!a"))));
        Assert.Equal("C:!b", Words([.. went.Append(Ids("!")), .. went.Append(Ids("b"))]));
        Assert.Equal("hi!a!b", went.Finish(new(EndKind.Length), null).Message.Content);

        static TurnStops Stops() => new([], ['!']);
    }

    [Theory]
    [InlineData("hi END", "END", null, "hi ")]
    [InlineData("hi END", null, null, "hi END")]
    [InlineData("<think>\nhm END", "END", "hm ", "")]
    [InlineData("<think>\nEND", "END", null, "")]
    [InlineData("<think>\nhm\n</think>\n\nEND", "END", "hm", "")]
    public void Finish_AtAStopString_CutsTheTextBeforeIt(string text, string? stop, string? reasoning, string content)
    {
        var reading = Read(new(["END"], []));

        var shown = reading.Append(Ids(text)).ToList();
        var (rest, message) = reading.Finish(new(EndKind.StopString), stop is null ? null : new(null, stop));

        Assert.Equal((reasoning, content), (message.Reasoning, message.Content));
        shown.AddRange(rest);
        Assert.Equal(content, string.Concat(shown.Where(delta => delta.Kind == DeltaKind.Content).Select(delta => delta.Text)));
    }

    /// <summary>
    /// A call of which no argument came: one that was cut off is left open, so that nobody runs it. An engine that leaves the stop token
    /// out, which ends a call of harmony, says that the model stopped: the call has no arguments.
    /// </summary>
    [Theory]
    [InlineData("harmony", EndKind.Length, "{")]
    [InlineData("harmony", EndKind.StopString, "{")]
    [InlineData("harmony", EndKind.Other, "{")]
    [InlineData("harmony", EndKind.NoStopToken, "{}")]
    [InlineData("harmony", EndKind.Unknown, "{}")]
    [InlineData("kimi", EndKind.Length, "{")]
    [InlineData("kimi", EndKind.NoStopToken, "{}")]
    public void Finish_BeforeACallsFirstArgument_ClosesItOnlyWhereTheModelStopped(string format, EndKind end, string arguments)
    {
        var reading = new MessageReading(Load(CompletionFormats.All[format]), Plan(), TurnStops.None, Parent);
        var text = format == "harmony" ? "<|channel|>commentary to=functions.f <|constrain|>json<|message|>"
            : "<|tool_calls_section_begin|><|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>";

        var shown = reading.Append(Ids(text)).ToList();
        var (rest, message) = reading.Finish(new(end), null);

        var call = Assert.Single(message.ToolCalls);
        Assert.Equal(("f", arguments, arguments == "{"), (call.Name, call.Arguments, call.Malformed));
        Assert.Equal($"B:f A:{arguments} E:", Words([.. shown, .. rest]));
    }

    /// <summary>The prompt has the tools; the client wants no calls all the same.</summary>
    [Fact]
    public void Append_WhereCallsAreForbidden_TellsTheTextOfOne()
    {
        var reading = new MessageReading(Model, Plan(), TurnStops.None, Parent, forbidsCalls: true);

        var shown = reading.Append(Ids(Calls)).ToList();
        var (rest, message) = reading.Finish(Stopped, null);

        Assert.Equal((Calls, 0), (message.Content, message.ToolCalls.Length));
        Assert.Equal("C:" + Calls, string.Concat(shown.Concat(rest).Select((delta, index) => (index == 0 ? "C:" : "") + delta.Text)));
        Assert.All(shown.Concat(rest), delta => Assert.Equal(DeltaKind.Content, delta.Kind));
    }

    /// <summary>Where a template opens the reasoning itself, all of what the plan added says so, however it came about.</summary>
    [Fact]
    public void Append_WhenThePromptOpensTheReasoning_ReadsIt()
    {
        var plan = Plan("<thi", "nk>\n");

        var reading = new MessageReading(Model, plan, TurnStops.None, Parent);

        Assert.Equal("R:hm C:hi", Words([.. reading.Append(Ids("hm\n</think>\n\nhi"))]));
    }

    /// <summary>A long answer that comes whole costs what its tokens add: text that grew by a token would be copied 20,000 times.</summary>
    [Fact]
    public void Append_OfManyTokensAtOnce_CopiesNoTextForEachOfThem()
    {
        var ids = Ids(new string('a', 20_000));
        Read(TurnStops.None).Append(ids);
        var reading = Read(TurnStops.None);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var shown = reading.Append(ids);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
        Assert.Equal(20_000, Assert.Single(shown).Text.Length);
    }

    private static MessageReading Read(TurnStops stops) => new(Model, Plan(), stops, Parent);

    private static SessionModel Load(CompletionFormat format) => SessionModel.Load(
        new()
        {
            Name = "tiny",
            FixedTemplate = SpliceModel.Closing,
            AppendRoles = [Role.Tool, Role.User],
            Boundary = new BoundaryRule.AppendAfter("<|e|>", "\n"),
            AssistantStart = "<|a|>",
            Completion = format,
        },
        SpliceModel.Assets(),
        null);

    private static TurnPlan Plan(params string[] opened)
    {
        ImmutableArray<TokenSegment> segments =
        [
            TokenSegment.Given(TokenOrigin.Prompt, [SpliceModel.User, 'u', SpliceModel.End, '\n', SpliceModel.Assistant]),
            .. opened.Select(text => TokenSegment.Given(TokenOrigin.Environment, [.. Ids(text)])),
        ];
        return new(
            null, [Chat.User("u")], new(Tools, null),
            new(segments.Aggregate(TokenBuffer.Empty, (buffer, segment) => buffer.Append(segment)), segments[(opened.Length == 0 ? 0 : 1)..], 0));
    }

    private static int[] Ids(string text) => [.. text.Select(letter => (int)letter)];

    private static string Words(IReadOnlyList<CompletionDelta> deltas) => string.Join(' ', deltas.Select(delta =>
        delta.Kind switch { DeltaKind.CallBegin => "B", DeltaKind.CallArguments => "A", DeltaKind.CallEnd => "E", var kind => $"{kind}"[..1] } + $":{delta.Text}"));
}
