using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tito.Bench.Assets;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces.OpenAiChat;
using Tito.Storage.InMemory;

namespace Tito.Bench.Serving;

/// <summary>
/// What lines and repeats add to a turn: the next turn of one of several lines of a tree, each of the same number of turns and all of them with the same
/// words, so that a request of one agent stays as long while the session grows.
/// </summary>
internal static class LineParts
{
    private const int Warmup = 200;
    private const int Measured = 500;
    private const int TurnsOfALine = 25;

    /// <summary>Prints the parts for sessions of 1, 8 and 32 lines.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine("turns  lines    by line  by history   no repeat  a repeat       fork   (p50, microseconds)");
        foreach (var lines in (int[])[1, 8, 32])
        {
            await RunAsync(lines).ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task RunAsync(int lines)
    {
        var model = Qwen3.Load();
        var (session, next, last) = await GrowAsync(model, lines).ConfigureAwait(false);
        var (settings, trajectory) = (session.Head.Settings, session.Trajectory);
        using var nextBody = JsonDocument.Parse(next);
        using var lastBody = JsonDocument.Parse(last);
        var (request, repeat) = (OpenAiChatFace.Instance.Read(nextBody.RootElement).Turn, OpenAiChatFace.Instance.Read(lastBody.RootElement).Turn);
        var positioner = new Positioner(settings, model.Family.AppendRoles, model.Ends, model.Family.MessageForm);
        var repeats = new RepeatFinder(model);
        var (line, matcher) = (Line(0), session.MatcherFor(model.Family.MessageForm));
        var turn = trajectory.Turns[^lines];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{trajectory.Turns.Count,5}  {lines,5}  {Time(() => positioner.Position(trajectory, request.Messages, null, line)),9:F1}  {Time(() => positioner.Position(trajectory, request.Messages)),10:F1}  {Time(() => repeats.Find(settings, trajectory, request.Messages, request.Inputs, line)),10:F1}  {Time(() => repeats.Find(settings, trajectory, repeat.Messages, repeat.Inputs, line)),8:F1}  {Time(() => Fork.Of(trajectory, turn, matcher)),9:F1}"));
    }

    private static SessionLine Line(int number) => new($"line-{number}", null, null);

    private static async Task<(Core.Journals.JournaledSession Session, byte[] Next, byte[] Last)> GrowAsync(SessionModel model, int lines)
    {
        var journal = new InMemoryJournal();
        var engine = new InstantEngine(model.Renderer.Encode(
            "I read the next file.\n<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\": \"notes.md\"}}\n</tool_call><|im_end|>"));
        var take = new TurnTaker(journal, engine, model, new(TimeSpan.FromMinutes(1)), TimeProvider.System);
        await new Core.Sessions.SessionOpener(journal, model, TimeProvider.System)
            .RunAsync("s", new() { Policy = SessionPolicy.Tree, Repeat = RepeatRule.Regenerate, Altered = AlteredHistory.Branch }, null, CancellationToken.None).ConfigureAwait(false);
        var conversation = new StringBuilder("""{"messages":[{"role":"user","content":"Read all files and say what is in them."}""");
        byte[] last = [];
        for (var turn = 0; turn < TurnsOfALine; turn++)
        {
            last = Encoding.UTF8.GetBytes(conversation + "]}");
            for (var line = 0; line < lines; line++)
            {
                using var document = JsonDocument.Parse(last);
                var asked = OpenAiChatFace.Instance.Read(document.RootElement).Turn with { Line = Line(line) };
                _ = (TurnOutcome.Committed)await take.RunAsync("s", asked, new($"{turn}.{line}", $"{turn}.{line}", false), null, CancellationToken.None).ConfigureAwait(false);
            }

            conversation.Append(',').Append(InstantEngine.Message)
                .Append(""",{"role":"tool","tool_call_id":"call_1","content":"The river is wide here, and nobody signed the page."}""");
        }

        return ((await journal.LoadAsync("s", CancellationToken.None).ConfigureAwait(false))!, Encoding.UTF8.GetBytes(conversation + "]}"), last);
    }

    private static double Time<T>(Func<T> work)
    {
        var took = new List<double>();
        for (var i = 0; i < Warmup + Measured; i++)
        {
            var start = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            took.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        took = took[Warmup..];
        took.Sort();
        return took[took.Count / 2];
    }
}
