using System.Diagnostics;
using System.Globalization;
using System.Net;
using Tito.Simulation;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>
/// One outage in the middle of a turn with a key, over real processes: a turn is acknowledged before, one is with the engine when the store
/// goes away, and afterwards a second server is asked what is there.
/// </summary>
internal sealed class OutageRun(IOutage outage, TimeSpan length, CancellationToken cancellationToken)
{
    private const string Listening = "Now listening on: ";

    /// <summary>How long the engine works after the store went away.</summary>
    private static readonly TimeSpan EngineTime = TimeSpan.FromMilliseconds(600);

    private static readonly (string Name, string Value) Key = ("Idempotency-Key", "k");

    /// <summary>Runs it and checks what must hold: what was acknowledged is there, and the key has one turn.</summary>
    public async Task<OutageRow> RunAsync()
    {
        await outage.PrepareAsync(cancellationToken);
        await using var engine = await EngineAsync(EngineTime);
        using var server = outage.Start("--engine", engine.AddressFor(0));
        var root = await RootAsync(server);
        using var client = new SessionClient(root, cancellationToken);
        var session = await client.OpenAsync();
        var talk = new Conversation().User("Hi");
        var first = await client.TakeAsync(session, talk.Body());
        var body = talk.GoOn(first).Body();

        var asked = engine.NextAsync(EngineMoment.Asked);
        var began = Stopwatch.GetTimestamp();
        var turn = client.ChatAsync(session, body, Key);
        await asked;
        var away = Stopwatch.GetTimestamp();
        await outage.BeginAsync(cancellationToken);
        var mended = MendAsync();
        var others = OthersAsync(root, session, () => mended.IsCompleted);
        var answer = await turn;
        var answeredAfter = Stopwatch.GetElapsedTime(began);
        var seen = await others;
        var ended = await mended;
        var (kept, keyAfter) = await KeyAsync(client, session, body, ended);
        Assert.Contains((int)answer.Status, new[] { 200, 503 });
        if (answer.Status == HttpStatusCode.OK)
        {
            Assert.Equal(Id(answer), Id(kept));
        }
        else
        {
            Assert.Equal((503, "journal_unavailable"), answer.Error);
            Assert.True(int.Parse(answer.Headers["retry-after"], CultureInfo.InvariantCulture) > 0);
        }

        var proof = (await client.GetAsync($"sessions/{session}/proof")).Text;
        await server.KillAsync(cancellationToken);
        var turns = await CheckAsync(session, body, kept, proof);
        return new(outage.Name, length, Stopwatch.GetElapsedTime(away, ended), answer, answeredAfter, seen, keyAfter, turns);
    }

    /// <summary>Another server over the store: both turns are there, each once, and what was said of them holds.</summary>
    private async Task<int> CheckAsync(string session, string body, HttpAnswer kept, string before)
    {
        await using var engine = await EngineAsync(TimeSpan.Zero);
        using var server = outage.Start("--engine", engine.AddressFor(0));
        using var client = new SessionClient(await RootAsync(server), cancellationToken);
        Assert.Equal(Id(kept), Id(await client.ChatAsync(session, body, Key)));
        Assert.Equal(0, engine.Answers);
        var proof = await client.GetAsync($"sessions/{session}/proof");
        Assert.Equal(before, proof.Text);
        Assert.True((await client.PostAsync($"sessions/{session}/verify", "")).Json.GetProperty("verified").GetBoolean());
        var turns = proof.Json.GetProperty("turns").GetArrayLength();
        Assert.Equal(2, turns);
        return turns;
    }

    private async Task<long> MendAsync()
    {
        await Pause.ForAsync(length, cancellationToken);
        await outage.EndAsync(cancellationToken);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Asks for one thing after the other as long as the store is away; each is answered, and a refusal is one by name.</summary>
    private async Task<string> OthersAsync(Uri root, string session, Func<bool> isMended)
    {
        using var client = new SessionClient(root, cancellationToken);
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var slowest = TimeSpan.Zero;
        (HttpMethod Method, string Path, string? Body)[] requests =
        [
            (HttpMethod.Post, "sessions", ""),
            (HttpMethod.Get, $"sessions/{session}", null),
            (HttpMethod.Get, "sessions", null),
            (HttpMethod.Post, $"sessions/{session}/samples", ""),
            (HttpMethod.Get, "verifications", null),
        ];
        foreach (var (method, path, body) in requests)
        {
            if (isMended())
            {
                break;
            }

            var began = Stopwatch.GetTimestamp();
            var answer = await client.SendAsync(method, path, body);
            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
            Assert.Contains((int)answer.Status, new[] { 200, 503 });
            if (answer.Status != HttpStatusCode.OK)
            {
                Assert.Equal((503, "journal_unavailable"), answer.Error);
                Assert.True(answer.Headers.ContainsKey("retry-after"));
            }

            seen.Add($"{(int)answer.Status}");
        }

        return seen.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{string.Join(" or ", seen)} within {slowest.TotalSeconds:0.0} s");
    }

    /// <summary>Asks with the same key until there is a turn.</summary>
    private async Task<(HttpAnswer Answer, TimeSpan After)> KeyAsync(SessionClient client, string session, string body, long ended)
    {
        while (true)
        {
            var answer = await client.ChatAsync(session, body, Key);
            if (answer.Status == HttpStatusCode.OK)
            {
                return (answer, Stopwatch.GetElapsedTime(ended));
            }

            Assert.Contains(answer.Error, new (int, string?)[] { (503, "journal_unavailable"), (409, "turn_in_flight") });
            Assert.InRange(Stopwatch.GetElapsedTime(ended).TotalSeconds, 0, 60);
            await Pause.ForAsync(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private async Task<Uri> RootAsync(ProgramRun server) => new(await server.WaitForAsync(Listening, cancellationToken) + "/");

    private static string Id(HttpAnswer answer) => answer.Json.GetProperty("id").GetString()!;

    private async Task<ChaosEngine> EngineAsync(TimeSpan time) => await ChaosEngine.StartAsync(
        await SimulatedEngine.StartAsync(
            new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 7, FirstTokenDelay = time }, cancellationToken),
        cancellationToken);
}
