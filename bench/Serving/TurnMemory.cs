using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tito.Bench.Assets;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;
using Tito.Engines.Http;
using Tito.Engines.SgLangChat;
using Tito.Faces.OpenAiChat;
using Tito.Server.Hosting;
using Tito.Storage.Hot;
using Tito.Storage.Sqlite;

namespace Tito.Bench.Serving;

/// <summary>
/// What the parts of a first turn take of memory when its one message has 30 MB: what each allocates, and how far the process grew while it ran
/// (resident bytes over those before the first part), in times the message's bytes. Linux alone: the peak is the kernel's.
/// </summary>
internal static class TurnMemory
{
    private const int MessageBytes = 30_000_000;

    private static long _idle;

    public static async Task<int> RunAsync()
    {
        await TakeAsync(10_000, quiet: true).ConfigureAwait(false);
        Collect();
        _idle = Status("VmRSS");
        Console.WriteLine("part              allocated   peak over idle   held after it   (times the message's bytes)");
        await TakeAsync(MessageBytes, quiet: false).ConfigureAwait(false);
        await WholeAsync().ConfigureAwait(false);
        return 0;
    }

    private static async Task WholeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tito-turn-memory");
        var model = Qwen3.Load();
        var engine = new InstantEngine(model.Renderer.Encode("I see.<|im_end|>"));
        using var journal = new HotJournal(SqliteJournal.Open(Path.Combine(folder.FullName, "sessions.db")), 16 << 20);
        var app = TitoApp.Build(new() { Port = 0, LifetimeLogs = false }, new(journal, engine, model, TimeProvider.System));
        await app.StartAsync().ConfigureAwait(false);
        using var client = new HttpClient
        {
            BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
        var body = Body(MessageBytes);
        for (var i = 0; i < 5; i++)
        {
            using var opened = await client.PostAsync(new Uri("sessions", UriKind.Relative), null).ConfigureAwait(false);
            var session = JsonElement.Parse(await opened.Content.ReadAsStringAsync().ConfigureAwait(false)).GetProperty("session_id").GetString()!;
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            ForgetPeak();
            using var answer = await client.PostAsync(new Uri($"sessions/{session}/v1/chat/completions", UriKind.Relative), content).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
            var peak = Status("VmHWM");
            Collect();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"whole turn {i}     {"",10} {Times(peak - _idle),16:F2} {Times(Status("VmRSS") - _idle),15:F2}"));
        }

        await app.DisposeAsync().ConfigureAwait(false);
        SqliteJournal.ReleaseFiles(folder.FullName);
        folder.Delete(recursive: true);
    }

    private static async Task TakeAsync(int bytes, bool quiet)
    {
        var model = Qwen3.Load();
        var body = Body(bytes);
        var document = Part("parse", quiet, () => JsonDocument.Parse(body, new() { AllowDuplicateProperties = false }));
        var request = Part("face", quiet, () => OpenAiChatFace.Instance.Read(document.RootElement).Turn);
        var trajectory = Trajectory.Start(model.Genesis);
        var plan = Part("plan", quiet, () =>
            ((PlanOutcome.Planned)new PromptMaker(model).Plan(new(), default, trajectory, request.Messages, request.Inputs)).Plan);
        var asked = new InferenceRequest
        {
            Id = "s/a/",
            SessionId = "s",
            Prompt = plan.Prompt,
            Fields = request.Fields,
            Conversation = new([.. request.Messages.Select(message => message.Json)], null, null),
        };
        var engine = new InstantEngine(model.Renderer.Encode("I see.<|im_end|>"));
        _ = Part("engine body", quiet, () => EngineBody(asked));
        var sampled = ((InferenceOutcome.Completed)await engine.GenerateAsync(asked, null, CancellationToken.None).ConfigureAwait(false)).Sampled;
        var answer = new TurnAnswer
        {
            Assistant = Core.Messages.ChatMessage.Parse(JsonElement.Parse("""{"role":"assistant","content":"I see."}"""), "message"),
            Completion = sampled.Completion,
            FinishReason = sampled.FinishReason,
            Exchange = new() { RequestedAt = default, CompletedAt = default, Request = sampled.SentFields, Response = sampled.Extra },
        };
        var grown = Part("commit", quiet, () => trajectory.Commit(plan, answer));
        var folder = Directory.CreateTempSubdirectory("tito-turn-memory");
        var journal = SqliteJournal.Open(Path.Combine(folder.FullName, "sessions.db"));
        await journal.CreateAsync(
            new() { SessionId = "s", Family = "qwen3", Settings = new(), Genesis = trajectory.Genesis, Tip = trajectory.Genesis, CreatedAt = default, LastUsedAt = default },
            CancellationToken.None).ConfigureAwait(false);
        var session = (await journal.LoadAsync("s", CancellationToken.None).ConfigureAwait(false))!;
        var intent = new TurnIntent
        {
            Key = "k",
            IsGenerated = true,
            AttemptId = "a",
            RequestDigest = default,
            Parent = null,
            TurnCount = 0,
            StartedAt = default,
            ExpiresAt = default,
        };
        await journal.BeginAsync("s", intent, CancellationToken.None).ConfigureAwait(false);
        _ = Part("row, store", quiet, () => journal.AppendAsync("s", grown.Active!, session.Head.Fence, intent, CancellationToken.None).AsTask().GetAwaiter().GetResult());
        GC.KeepAlive(document);
        GC.KeepAlive(asked);
        SqliteJournal.ReleaseFiles(folder.FullName);
        folder.Delete(recursive: true);
    }

    private static T Part<T>(string name, bool quiet, Func<T> work)
    {
        Collect();
        ForgetPeak();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var made = work();
        var (allocated, peak) = (GC.GetTotalAllocatedBytes(precise: true) - before, Status("VmHWM"));
        Collect();
        if (!quiet)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-16} {Times(allocated),10:F2} {Times(peak - _idle),16:F2} {Times(Status("VmRSS") - _idle),15:F2}"));
        }

        return made;
    }

    private static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static double Times(long bytes) => (double)bytes / MessageBytes;

    private static void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
    }

    private static int EngineBody(InferenceRequest request)
    {
        var body = OutgoingBody.Of(new SgLangChatWire(), request, SgLangChatRequestBody.Fields(request).Span, stream: false);
        var length = (int)body.Content.Headers.ContentLength!;
        body.Return();
        return length;
    }

    private static long Status(string field) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);

    private static byte[] Body(int length) =>
        [.. """{"messages":[{"role":"user","content":" """u8[..^1], .. Enumerable.Repeat("tree house "u8.ToArray(), length / 11).SelectMany(word => word), .. "\"}]}"u8];
}
