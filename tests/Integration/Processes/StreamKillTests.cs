using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.FunctionApp;
using Tito.Tests.Support;
using StreamReader = Tito.Tests.Integration.Streams.StreamReader;

namespace Tito.Tests.Integration.Processes;

/// <summary>SIGKILL of the server or of the engine while tokens stream from one through the other to the client, and then the retry.</summary>
public sealed class StreamKillTests
{
    private const string Key = "k";
    private const long Seed = 7;
    private const int SeenDeltas = 4;

    /// <summary>Fewer tokens than the completion has, and enough for so many deltas.</summary>
    private const int Few = 12;

    private static readonly Lazy<Task<ImmutableArray<int>>> Undisturbed = new(UndisturbedAsync);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sglang")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task Server_WhenKilledInMidStream_TakesTheTurnOnceWithTheRetry(string wire)
    {
        using var data = new TempFolder();
        await using var simulation = await SteppedEngine.StartAsync(Ends);
        string session, seen;
        using (var first = ProgramRun.Start(
            BuiltProgram.Server, ["--engine", $"{wire}+{simulation.BaseAddress.AbsoluteUri}", "--data", data.Path, "--port", "0"]))
        {
            var root = new Uri(await first.WaitForAsync("Now listening on: ", Ends) + "/");
            using var client = new SessionClient(root, Ends);
            session = await client.OpenAsync();
            using var stream = await StreamReader.OpenAsync(root, session, Body, Key, Ends);
            await simulation.SampleAsync(Few, Ends);
            seen = await SeeAsync(stream);
            await first.KillAsync(Ends);
            await Assert.ThrowsAnyAsync<IOException>(() => stream.RestAsync(Ends));
        }

        // Nobody knows that the first process is gone until its time is over.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(12));
        using var engine = Connect(wire, simulation.BaseAddress);
        await using var second = await TestServer.StartAsync(engine, data, clock, Ends);
        await simulation.Clock.UntilAsync(RetryAsync(second.Root, session, seen));
        Assert.Equal(2, simulation.Counts.Requests);
    }

    [Theory]
    [InlineData("sglang")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task Engine_WhenKilledInMidStream_IsAnErrorEventAndTheRetryTakesTheTurnOnce(string wire)
    {
        var port = FreePort.Take().ToString(CultureInfo.InvariantCulture);
        using var engine = Connect(wire, new($"http://127.0.0.1:{port}"));
        await using var server = await TestServer.StartAsync(engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        var before = await client.ViewAsync(session);
        string seen;
        using (var first = await SimulateAsync(wire, port, tokenMilliseconds: 500))
        {
            using var stream = await StreamReader.OpenAsync(server.Root, session, Body, Key, Ends);
            seen = await SeeAsync(stream);
            await first.KillAsync(Ends);
            var rest = await stream.RestAsync(Ends);
            Assert.Equal("engine_unreachable", JsonElement.Parse(rest[^1]).GetProperty("error").GetProperty("code").GetString());
        }

        Assert.Equal(before.TextOfTurns, (await client.ViewAsync(session)).TextOfTurns);
        using var second = await SimulateAsync(wire, port, tokenMilliseconds: 15);
        await RetryAsync(server.Root, session, seen);
    }

    [Theory]
    [InlineData("sglang")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task Retry_WhileTheStreamRuns_HasTheSameEventsFromTheFirstOn(string wire)
    {
        await using var simulation = await SteppedEngine.StartAsync(Ends);
        using var engine = Connect(wire, simulation.BaseAddress);
        await using var server = await TestServer.StartAsync(engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        using var first = await StreamReader.OpenAsync(server.Root, session, Body, Key, Ends);
        await simulation.SampleAsync(Few, Ends);
        var head = await DataAsync(first, SeenDeltas);

        using var second = await StreamReader.OpenAsync(server.Root, session, Body, Key, Ends);
        var (tail, joined) = (first.RestAsync(Ends), second.RestAsync(Ends));
        await simulation.Clock.UntilAsync(Task.WhenAll(tail, joined));

        Assert.Equal([.. head, .. await tail], await joined);
        Assert.Equal(("[DONE]", "true"), ((await joined)[^1], second.Headers["idempotent-replayed"]));
        Assert.Single((await client.ViewAsync(session)).Records);
        Assert.Equal(1, simulation.Counts.Requests);
    }

    private static string Body { get; } =
        $"{{\"stream\":true,{new Conversation().System("Be brief.").User("What is the weather in Zürich? 🌧️").Body()[1..]}";

    /// <summary>The retry, and two more: one turn, what the first client saw at its beginning, and the same bytes for all who come later.</summary>
    private static async Task RetryAsync(Uri root, string session, string seen)
    {
        var live = await AskAsync(root, session);
        var (replay, again) = (await AskAsync(root, session), await AskAsync(root, session));

        Assert.Equal("[DONE]", live[^1]);
        Assert.NotEmpty(seen);
        Assert.StartsWith(seen, Text(live), StringComparison.Ordinal);
        Assert.Equal(live[^2..], replay[^2..]);
        Assert.Equal(Text(live), Text(replay));
        Assert.Equal(replay, again);
        using var client = new SessionClient(root, Ends);
        var page = await client.ViewAsync(session);
        Assert.Equal("complete", page.State);
        var message = Assert.Single(page.Records).GetProperty("response").GetProperty("choices")[0].GetProperty("message");
        Assert.Equal(message.GetProperty("reasoning_content").GetString() + message.GetProperty("content").GetString(), Text(live));
        Assert.Equal(await Undisturbed.Value, page.Ids);
    }

    private static async Task<ImmutableArray<string>> AskAsync(Uri root, string session)
    {
        using var stream = await StreamReader.OpenAsync(root, session, Body, Key, Ends);
        return await stream.RestAsync(Ends);
    }

    private static async Task<ImmutableArray<int>> UndisturbedAsync()
    {
        await using var server = await SimulatedServer.StartAsync(Seed, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await client.TakeAsync(session, Body);
        return (await client.ViewAsync(session)).Ids;
    }

    private static HttpEngine Connect(string wire, Uri address) =>
        EngineRegistry.Create(wire, new() { BaseAddress = address, ContextLength = 32_768 }, TimeProvider.System);

    private static async Task<ProgramRun> SimulateAsync(string wire, string port, int tokenMilliseconds)
    {
        var engine = ProgramRun.Start(
            BuiltProgram.CommandLine,
            ["engine", "--wire", wire, "--port", port, "--seed", $"{Seed}", "--token-ms", $"{tokenMilliseconds}"]);
        await engine.WaitForAsync("Now listening on: ", Ends);
        return engine;
    }

    private static async Task<string> SeeAsync(StreamReader stream) => Text(await DataAsync(stream, SeenDeltas));

    private static async Task<ImmutableArray<string>> DataAsync(StreamReader stream, int count)
    {
        var data = ImmutableArray.CreateBuilder<string>();
        while (data.Count < count)
        {
            if (await stream.NextAsync(Ends) is { } next && next[0] != ':')
            {
                data.Add(next);
            }
        }

        return data.ToImmutable();
    }

    /// <summary>Reasoning and content of a message that calls nothing, in the order in which it is told.</summary>
    private static string Text(IEnumerable<string> events) => string.Concat(
        from data in events
        where data[0] == '{'
        let delta = JsonElement.Parse(data).GetProperty("choices")[0].GetProperty("delta")
        from name in (string[])["reasoning_content", "content"]
        where delta.TryGetProperty(name, out _)
        select delta.GetProperty(name).GetString());
}
