using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tito.Bench.Assets;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Engines.Http;
using Tito.Engines.SgLangChat;
using Tito.Faces.OpenAiChat;
using Tito.Storage.Hot;
using Tito.Storage.InMemory;
using Tito.Storage.Sqlite;

namespace Tito.Bench.Serving;

/// <summary>
/// The parts of a turn, one by one and without HTTP: the same next turn of a session of some length, taken again and again. The journal's part is what
/// an in-memory journal costs; the flush is what SQLite costs beyond that.
/// </summary>
internal static class TurnParts
{
    private const int Warmup = 200;
    private const int Measured = 200;

    /// <summary>Prints the parts at three lengths.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(Header);
        foreach (var tokens in (int[])[8_192, 32_768, 131_072])
        {
            await RunAsync(tokens, Console.Out).ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task RunAsync(int tokens, TextWriter output)
    {
        var model = Qwen3.Load();
        var (session, body) = await GrowAsync(model, tokens).ConfigureAwait(false);
        var (head, trajectory) = (session.Head, session.Trajectory);
        using var document = JsonDocument.Parse(body);
        var request = OpenAiChatFace.Instance.Read(document.RootElement).Turn;
        var positioner = new Positioner(head.Settings, model.Family.AppendRoles, model.Ends, model.Family.MessageForm);
        var position = (PositionOutcome.Positioned)positioner.Position(trajectory, request.Messages);
        var prompts = new PromptMaker(model);
        var inputs = PromptInputs.Read(model.Family, null, request.Inputs);
        var start = PromptBase.After(position.Parent, new(head.Settings.Unended, model.Ends));
        var plan = ((PlanOutcome.Planned)prompts.Plan(head.Settings, head.CreatedAt, trajectory, request.Messages, request.Inputs)).Plan;
        var suffix = model.Renderer.Tokenizer.Decode(plan.Prompt.Segments[^1].Ids.AsSpan(), skipSpecialTokens: false);
        var asked = new InferenceRequest
        {
            Id = "s/a/",
            SessionId = "s",
            Prompt = plan.Prompt,
            Fields = request.Fields,
            Conversation = new([.. request.Messages.Select(message => message.Json)], null, null),
        };
        var splice = Time(() => prompts.Extend(start, position.Appended, inputs, head.CreatedAt));
        var encode = Time(() => model.Renderer.Encode(suffix));
        var memory = await JournalAsync(new InMemoryJournal(), trajectory, plan).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("tito-turn-parts");
        var sqlite = await JournalAsync(SqliteJournal.Open(Path.Combine(folder.FullName, "sessions.db")), trajectory, plan).ConfigureAwait(false);
        SqliteJournal.ReleaseFiles(folder.FullName);
        folder.Delete(recursive: true);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Prompt.Ids.Length,7}  {Time(() => Parse(body)),9:F3}  {Time(() => positioner.Position(trajectory, request.Messages)),9:F3}  {splice - encode,9:F3}  {encode,9:F3}  {memory,9:F3}  {sqlite - memory,9:F3}  {Time(() => EngineBody(asked)),9:F3}")).ConfigureAwait(false);
    }

    private static string Header => "tokens      parse   position     splice     encode    journal      flush  engine body   (p50, ms)";

    private static TurnRequest Parse(byte[] body)
    {
        using var document = JsonDocument.Parse(body, new() { AllowDuplicateProperties = false });
        return OpenAiChatFace.Instance.Read(document.RootElement).Turn;
    }

    private static int EngineBody(InferenceRequest request)
    {
        var body = OutgoingBody.Of(new SgLangChatWire(), request, SgLangChatRequestBody.Fields(request).Span, stream: false);
        var length = (int)body.Content.Headers.ContentLength!;
        body.Return();
        return length;
    }

    private static async Task<double> JournalAsync(IJournal store, Trajectory trajectory, TurnPlan plan)
    {
        using var journal = new HotJournal(store, 1 << 29);
        var took = new List<double>();
        var root = Trajectory.Start(trajectory.Genesis);
        await journal.CreateAsync(
            new() { SessionId = "s", Family = "qwen3", Settings = new(), Genesis = root.Genesis, Tip = root.Genesis, CreatedAt = default, LastUsedAt = default },
            CancellationToken.None).ConfigureAwait(false);
        var answer = Answer(trajectory.Active!);
        for (var i = 0; i < Warmup + Measured; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var session = (await journal.LoadAsync("s", CancellationToken.None).ConfigureAwait(false))!;
            var parent = session.Trajectory.Active;
            var intent = new TurnIntent
            {
                Key = $"k{i}",
                IsGenerated = true,
                AttemptId = $"a{i}",
                RequestDigest = default,
                Parent = parent?.Sequence,
                TurnCount = session.Head.TurnCount,
                StartedAt = default,
                ExpiresAt = default,
            };
            await journal.BeginAsync("s", intent, CancellationToken.None).ConfigureAwait(false);
            var grown = session.Trajectory.Commit(plan with { Parent = parent }, answer);
            await journal.AppendAsync("s", grown.Active!, session.Head.Fence, intent, CancellationToken.None).ConfigureAwait(false);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return Median(took[Warmup..]);
    }

    private static TurnAnswer Answer(Turn turn) => new()
    {
        Assistant = turn.Content.Assistant,
        Completion = turn.Content.Completion,
        FinishReason = turn.Content.FinishReason,
        Exchange = turn.Content.Exchange,
    };

    private static async Task<(JournaledSession Session, byte[] Body)> GrowAsync(SessionModel model, int tokens)
    {
        var journal = new InMemoryJournal();
        var engine = new InstantEngine(model.Renderer.Encode(
            "I read the next file.\n<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\": \"notes.md\"}}\n</tool_call><|im_end|>"));
        var take = new TurnTaker(journal, engine, model, new(TimeSpan.FromMinutes(1)), TimeProvider.System);
        await new Core.Sessions.SessionOpener(journal, model, TimeProvider.System).RunAsync("s", new(), null, CancellationToken.None).ConfigureAwait(false);
        var conversation = new StringBuilder($$"""{"tools":{{InstantEngine.Tools}},"messages":[{"role":"user","content":"Read all files and say what is in them."}""");
        for (var turn = 0; ; turn++)
        {
            var body = Encoding.UTF8.GetBytes(conversation + "]}");
            if (engine.LastTokens >= tokens)
            {
                return ((await journal.LoadAsync("s", CancellationToken.None).ConfigureAwait(false))!, body);
            }

            using var document = JsonDocument.Parse(body);
            var outcome = await take.RunAsync(
                "s", OpenAiChatFace.Instance.Read(document.RootElement).Turn, new($"{turn}", null, false), null, CancellationToken.None).ConfigureAwait(false);
            var message = ((TurnOutcome.Committed)outcome).Turn.Content.Assistant.Json;
            conversation.Append(',').Append(message.GetRawText())
                .Append(CultureInfo.InvariantCulture, $$""",{"role":"tool","tool_call_id":{{message.GetProperty("tool_calls")[0].GetProperty("id").GetRawText()}},"content":""").Append('"')
                .Insert(conversation.Length, "The river is wide here, the ferry runs twice a day, and nobody signed the page. ", engine.LastTokens < tokens - 9000 ? 60 : 5)
                .Append("\"}");
        }
    }

    private static double Time<T>(Func<T> work)
    {
        var took = new List<double>();
        for (var i = 0; i < Warmup + Measured; i++)
        {
            var start = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(took[Warmup..]);
    }

    private static double Median(List<double> took)
    {
        took.Sort();
        return took[took.Count / 2];
    }
}
