using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces.OpenAiChat;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>What a served turn asks its engine for. Ids of the byte-level tokenizer are UTF-8 bytes.</summary>
public sealed class TurnTakerRequestTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private readonly HandClock _clock = new();
    private readonly InMemoryJournal _journal = new();
    private readonly RecordedRequests _engine = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>The template numbers the messages, so only a render of the stored ones knows that the next is the third.</summary>
    [Fact]
    public async Task RunAsync_OfAFamilyThatRendersTheHistory_RendersTheStoredMessages()
    {
        var model = SessionModel.Load(
            TinyModel.Family("{% for m in messages %}{{ loop.index }}{{ m.content }};{% endfor %}") with { Boundary = new BoundaryRule.DiffHistory() }, TinyModel.Assets(), null);

        await TakeTwoTurnsAsync(model, Chat.User("w"));

        Assert.Equal("1u;", Text(model, _engine.Asked[0].Prompt.Segments));
        Assert.Equal("3w;", Text(model, _engine.Asked[1].Prompt.Segments));
    }

    /// <summary>
    /// The prompt of the first turn is <c>&lt;|u|>u1&lt;|a|></c>, 4 tokens, and its completion has 2: rows are held for 5 of the 6. They stay valid
    /// while their tokens do: when the last token alone gives way, but not when the one before it does.
    /// </summary>
    [Theory]
    [InlineData(0, true, 5)]
    [InlineData(1, true, 5)]
    [InlineData(2, true, 0)]
    [InlineData(0, false, 0)]
    public async Task RunAsync_WhenExpertsAreRecorded_AsksFromTheFirstRowThatIsNotHeld(int replaced, bool additive, int startRow)
    {
        var tiny = SessionModel.Load(
            TinyModel.Family(SpliceModel.Opening) with { AssistantStart = "<|a|>", MaxTrimTokens = 2 }, SpliceModel.Assets(), null);

        await TakeTwoTurnsAsync(tiny.With(new ReplacingSplicer(tiny.Splicer, replaced)).Recording(new(3, 2, additive)), Chat.User("w"), "u1");

        Assert.Equal(new(0, 3, 2), _engine.Asked[0].RoutedExperts);
        Assert.Equal(new(startRow, 3, 2), _engine.Asked[1].RoutedExperts);
    }

    [Fact]
    public async Task RunAsync_WhenNoExpertsAreRecorded_AsksForNone()
    {
        await TakeTwoTurnsAsync(ScriptModels.Of(ScriptFamily.Closing), Chat.User("w"));

        Assert.All(_engine.Asked, asked => Assert.Null(asked.RoutedExperts));
    }

    /// <summary>The engine is shown the messages of the whole path.</summary>
    [Fact]
    public async Task RunAsync_ShowsTheEngineTheWholeConversation()
    {
        await TakeTwoTurnsAsync(ScriptModels.Of(ScriptFamily.Closing), Chat.User("w"));

        Assert.Equal(["u"], _engine.Asked[0].Conversation.Messages.Select(Content));
        Assert.Equal(["u", "hi", "w"], _engine.Asked[1].Conversation.Messages.Select(Content));
    }

    /// <summary>The turn itself holds the messages, the tools and the template's arguments.</summary>
    [Fact]
    public async Task RunAsync_OfARequest_StoresItWithoutWhatTheTurnHolds()
    {
        var model = ScriptModels.Of(ScriptFamily.Closing);
        await new SessionOpener(_journal, model, _clock).RunAsync(Id, new(), null, Ends);
        var request = OpenAiChatFace.Instance.Read(
            JsonElement.Parse("""{"messages":[{"role":"user","content":"u"}],"tools":[],"chat_template_kwargs":{"a":1},"temperature":0.5}""")).Turn;

        await new TurnTaker(_journal, _engine, model, new TurnLimits(TimeSpan.FromMinutes(9)), _clock).RunAsync(Id, request, new("a", null, IsRetry: false), null, Ends);

        Assert.Equal(
            """{"temperature":0.5}""",
            Assert.Single((await _journal.LoadAsync(Id, Ends))!.Trajectory.Turns).Content.Exchange.Request.GetRawText());
    }

    private static ChatMessage Hi => Chat.Assistant("hi");

    private static string? Content(JsonElement message) => message.GetProperty("content").GetString();

    private static string Text(SessionModel model, IEnumerable<TokenSegment> segments) =>
        model.Renderer.Tokenizer.Decode([.. segments.SelectMany(segment => segment.Ids)], skipSpecialTokens: false);

    private async Task TakeTwoTurnsAsync(SessionModel model, ChatMessage next, string first = "u")
    {
        await new SessionOpener(_journal, model, _clock).RunAsync(Id, new() { Policy = SessionPolicy.Tree }, null, Ends);
        Assert.IsType<TurnOutcome.Committed>(await TakeAsync(model, [Chat.User(first)]));
        Assert.IsType<TurnOutcome.Committed>(await TakeAsync(model, [Chat.User(first), Hi, next]));
    }

    private Task<TurnOutcome> TakeAsync(SessionModel model, ChatMessage[] messages)
    {
        var request = new TurnRequest { Digest = Digest.Of("body"u8), Messages = messages, Inputs = TurnInputs.None, Fields = JsonElement.Parse("{}") };
        var attempt = new Attempt($"attempt-{_engine.Asked.Count}", null, IsRetry: false);
        return new TurnTaker(_journal, _engine, model, new TurnLimits(TimeSpan.FromMinutes(9)), _clock).RunAsync(Id, request, attempt, null, Ends);
    }
}
