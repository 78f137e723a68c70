using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tito.Core.Messages;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;
using Tito.Server.Options;
using Tito.Server.Wire;
using Tito.Simulation;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>What a body of one long message costs to read, and that many at once have a ceiling.</summary>
public sealed class BodyMemoryTests(ITestOutputHelper output)
{
    private const int MessageBytes = 30_000_000;
    private const int MostTimesOfATurn = 10;
    private const int MostTimesOfAPlan = 8;
    private const int MostTimes = 4;
    private const int Clients = 8;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>All of it is read on this thread: the stream is in memory.</summary>
    [Fact]
    public async Task Read_OfALongMessage_CostsAtMostFourTimesItsBytes()
    {
        var body = Body(MessageBytes);
        await ReadAsync(Body(1_000));

        var before = GC.GetAllocatedBytesForCurrentThread();
        await ReadAsync(body);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{body.Length} bytes: {allocated} allocated, {(double)allocated / body.Length:0.00} times"));
        Assert.InRange(allocated, 0, (long)MostTimes * body.Length);
    }

    /// <summary>
    /// The message of its own, two texts of two bytes a letter, and the ids twice; nothing that doubles. And a buffer of the next power of
    /// two, where the pool has none: the tests before this one decide that.
    /// </summary>
    [Fact]
    public void Plan_OfALongMessage_AllocatesAtMostEightTimesItsBytes()
    {
        var body = Body(MessageBytes);
        Plan(Body(1_000));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var plan = Plan(body);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{plan.Prompt.Count} tokens: {allocated} allocated, {(double)allocated / body.Length:0.00} times"));
        Assert.InRange(allocated, 0, (long)MostTimesOfAPlan * body.Length);
    }

    /// <summary>Eight at once under a ceiling of two: some are served, the others are told to come back, and all are served in the end.</summary>
    [Fact(Explicit = true)]
    [Trait("Suite", "memory")]
    public async Task Server_WithManyLongBodies_RefusesWhatItHasNoRoomForAndServesItLater()
    {
        using var data = new TempFolder();
        await using var engine = await SimulatedEngine.StartAsync(
            new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 7, FirstTokenDelay = TimeSpan.FromSeconds(1), ContextLength = 20_000_000 }, Ends);
        using var server = ProgramRun.Start(
            BuiltProgram.Server,
            ["--engine", engine.BaseAddress.ToString(), "--port", "0", "--data", data.Path, "--body-megabytes", "64", "--hot-megabytes", "16"]);
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
        await client.TakeAsync(await client.OpenAsync(), """{"messages":[{"role":"user","content":"Hi"}]}""");
        var body = System.Text.Encoding.UTF8.GetString(Body(MessageBytes));
        Say(server, "before");

        var before = Peak(server);
        await client.ChatAsync(await client.OpenAsync(), body);
        Say(server, "one");
        Assert.InRange(Peak(server) - before, 0, MostTimesOfATurn * (long)body.Length);
        var statuses = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => TakeAsync(client, body)));

        Say(server, $"{Clients} at once");
        output.WriteLine($"refused before they were served: {string.Join(' ', statuses)}");
        Assert.Contains(statuses, refusals => refusals > 0);
        await client.TakeAsync(await client.OpenAsync(), """{"messages":[{"role":"user","content":"Hi"}]}""");
    }

    /// <summary>Asks until it is served, and says how often it was refused.</summary>
    private static async Task<int> TakeAsync(SessionClient client, string body)
    {
        var session = await client.OpenAsync();
        for (var refusals = 0; ; refusals++)
        {
            var answer = await client.ChatAsync(session, body);
            if ((int)answer.Status == 200)
            {
                return refusals;
            }

            Assert.Equal((503, "server_busy"), answer.Error);
            await Pause.ForAsync(TimeSpan.FromSeconds(int.Parse(answer.Headers["retry-after"], CultureInfo.InvariantCulture)), Ends);
        }
    }

    private static async Task ReadAsync(byte[] body)
    {
        var context = new DefaultHttpContext { RequestServices = new OneService(new ServerOptions()) };
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = body.Length;
        using var read = await RequestJson.ReadAsync(context.Request, Ends);
        Assert.Equal(1, read.RootElement.GetProperty("messages").GetArrayLength());
    }

    private static byte[] Body(int length) =>
        [.. """{"messages":[{"role":"user","content":" """u8[..^1], .. Enumerable.Repeat("tree house "u8.ToArray(), length / 11).SelectMany(word => word), .. "\"}]}"u8];

    private static TurnPlan Plan(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var messages = ChatMessage.BorrowList(json.RootElement.GetProperty("messages"), "messages");
        return Assert.IsType<PlanOutcome.Planned>(
            new PromptMaker(ServedModel.Qwen3).Plan(new(), default, Trajectory.Start(ServedModel.Qwen3.Genesis), messages, TurnInputs.None)).Plan;
    }

    private static long Peak(ProgramRun server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.PeakWorkingSet64;
    }

    private void Say(ProgramRun server, string what)
    {
        using var process = Process.GetProcessById(server.Id);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: RSS {process.WorkingSet64 / 1_000_000} MB, peak {process.PeakWorkingSet64 / 1_000_000} MB"));
    }

    private sealed class OneService(ServerOptions options) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(ServerOptions) ? options : null;
    }
}
