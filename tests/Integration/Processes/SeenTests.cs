using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tito.Server.Seen;
using Tito.Server.Verification;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>What is told of a running server: the request log, metrics, OTLP.</summary>
public sealed partial class SeenTests
{
    private const string Listening = "Now listening on: ";
    private const string Secret = "plumbago-4711";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_AfterTurns_CountThem()
    {
        using var data = new TempFolder();
        using var server = ProgramRun.Start(BuiltProgram.CommandLine, ["serve", "--simulated", "--port", "0", "--data", data.Path]);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        var session = await client.OpenAsync("""{"policy":"linear"}""");
        var body = new Conversation().User(Secret).Body();
        client.Headers.Add("Idempotency-Key", "one");
        await client.TakeAsync(session, body);
        await client.TakeAsync(session, body);
        client.Headers.Remove("Idempotency-Key");
        await client.TakeAsync(session, new Conversation().User("Another question").Body());
        var proof = (await client.GetAsync($"sessions/{session}/proof")).Json.GetProperty("turns");
        await client.PostAsync($"sessions/{session}/close", "");
        Assert.Equal((409, "session_closed"), (await client.ChatAsync(session, body)).Error);

        var metrics = Samples((await client.GetAsync("metrics")).Text);

        Assert.Equal(2, metrics["tito_turns_total{outcome=\"committed\"}"]);
        Assert.Equal(1, metrics["tito_turns_total{outcome=\"replayed\"}"]);
        Assert.Equal(1, metrics["tito_turns_total{outcome=\"session_closed\"}"]);
        Assert.Equal(1, metrics["tito_conflicts_total{code=\"session_closed\"}"]);
        Assert.Equal(1, metrics["tito_restarts_total{reason=\"new_conversation\"}"]);
        Assert.Equal(Tokens(proof, "model"), metrics["tito_tokens_total{origin=\"model\"}"]);
        Assert.Equal(Tokens(proof, "prompt"), metrics["tito_tokens_total{origin=\"prompt\"}"]);
        Assert.Equal(2, metrics["tito_engine_duration_seconds_count{engine=\"0\",outcome=\"completed\"}"]);
        Assert.Equal(1, metrics["tito_journal_duration_seconds_count{operation=\"create\"}"]);
        Assert.Equal(1, metrics["tito_cache_sessions"]);
        Assert.Equal(0, metrics["tito_turns_running"]);
        Assert.Equal(1, metrics["tito_engine_up{engine=\"0\"}"]);
        Assert.Equal(
            3, metrics["tito_request_duration_seconds_count{method=\"POST\",route=\"/sessions/{id}/v1/chat/completions\",status=\"200\"}"]);
        Assert.DoesNotContain(metrics.Keys, name => name.Contains(session, StringComparison.Ordinal) || name.Contains("/metrics", StringComparison.Ordinal));
    }

    /// <summary>An operator sees how many sampled tokens lie beside branches, whichever client looks at no header.</summary>
    [Fact]
    public async Task Metrics_AfterABranch_CountItAndWhatItBeganBeside()
    {
        using var data = new TempFolder();
        using var server = ProgramRun.Start(BuiltProgram.CommandLine, ["serve", "--simulated", "--port", "0", "--data", data.Path]);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        var session = await client.OpenAsync();
        var talk = new Conversation().User(Secret);
        var first = (await client.TakeAsync(session, talk.Body())).Json.GetProperty("choices")[0].GetProperty("message");
        await client.TakeAsync(session, talk.Assistant(first).Tool("t").Body());
        var beside = (await client.GetAsync($"sessions/{session}/proof")).Json.GetProperty("turns")[1].GetProperty("completion_count").GetInt32();

        var branch = await client.TakeAsync(session, new Conversation().User(Secret).Assistant(first).Tool("another").Body());

        var metrics = Samples((await client.GetAsync("metrics")).Text);
        Assert.Equal($"turns=1; tokens={beside}", branch.Headers["x-tito-fork"]);
        Assert.Equal((1, beside), ((int)metrics["tito_forks_total"], (int)metrics["tito_fork_tokens_total"]));
    }

    [Fact]
    public async Task Log_OfRequests_HasALineForEachAndNothingOfWhatWasSaid()
    {
        using var data = new TempFolder();
        using var server = ProgramRun.Start(
            BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--probe-interval", "0", "--port", "0", "--data", data.Path]);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        client.Headers.Add("x-request-id", "run-7");
        var session = await client.OpenAsync();
        Assert.Equal((503, "engine_unreachable"), (await client.ChatAsync(session, new Conversation().User(Secret).Body())).Error);
        await client.GetAsync($"sessions/{Secret}");
        await client.GetAsync("health");
        await client.GetAsync("api/health/live");
        await client.GetAsync("metrics");
        await server.TerminateAsync(Ends);

        var log = (await server.EndAsync(Ends)).Output;

        Assert.Equal(
            [
                "info run-7 POST /sessions 200 in",
                "warn run-7 POST /sessions/{id}/v1/chat/completions 503 engine_unreachable in",
                "info run-7 GET /sessions/{id} 404 session_not_found in",
            ],
            RequestLine().Matches(log).Select(line => $"{line.Groups[1].Value} {line.Groups[2].Value}"));
        Assert.DoesNotContain(Secret, log, StringComparison.Ordinal);
        Assert.DoesNotContain(session, log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("errors", 1)]
    [InlineData("none", 0)]
    public async Task Log_OfRequests_IsAsLongAsTheOptionSays(string level, int lines)
    {
        using var data = new TempFolder();
        using var server = ProgramRun.Start(
            BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--request-log", level, "--port", "0", "--data", data.Path]);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        await client.ChatAsync(await client.OpenAsync(), new Conversation().User("Hi").Body());
        await server.TerminateAsync(Ends);

        Assert.Equal(lines, RequestLine().Count((await server.EndAsync(Ends)).Output));
    }

    [Fact]
    public async Task Otlp_WithACollector_GetsMetricsTracesAndLogsWithoutText()
    {
        var told = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{signal}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var text = System.Text.Encoding.Latin1.GetString(body.ToArray());
            told.AddOrUpdate((string)context.Request.RouteValues["signal"]!, text, (_, before) => before + text);
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector.StartAsync(Ends);
        (string Signal, string Text)[] expected =
            [("metrics", "tito.turns"), ("traces", "journal"), ("traces", "engine"), ("logs", "/sessions/{id}/v1/chat/completions")];

        // What was not sent yet is sent at the end. The exporters give that up after seconds, so that a slow machine has three ends.
        for (var ends = 0; ends < 3 && !expected.All(IsTold); ends++)
        {
            using var data = new TempFolder();
            using var server = ProgramRun.Start(
                BuiltProgram.CommandLine, ["serve", "--simulated", "--otlp", collector.Urls.Single(), "--port", "0", "--data", data.Path]);
            using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
            await client.TakeAsync(await client.OpenAsync(), new Conversation().User(Secret).Body());
            await server.TerminateAsync(Ends);
            Assert.Equal(0, (await server.EndAsync(Ends)).ExitCode);
        }

        Assert.Equal(["logs", "metrics", "traces"], told.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, one => Assert.Contains(one.Text, told[one.Signal], StringComparison.Ordinal));
        Assert.All(told.Values, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));

        bool IsTold((string Signal, string Text) one) =>
            told.TryGetValue(one.Signal, out var text) && text.Contains(one.Text, StringComparison.Ordinal);
    }

    /// <summary>Every metric that the dashboard and the page name is one of the server's, and the page names all.</summary>
    [Fact]
    public async Task DashboardAndPage_NameTheMetricsOfTheServer()
    {
        using var data = new TempFolder();
        var known = await KnownAsync(data);
        var page = await File.ReadAllTextAsync(Repository.PathTo("docs", "observability.md"), Ends);
        var dashboard = JsonElement.Parse(await File.ReadAllTextAsync(Repository.PathTo("docs", "grafana", "tito.json"), Ends));
        var asked = dashboard.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => MetricName().Matches(target.GetProperty("expr").GetString()!).Select(match => match.Value))
            .Distinct()
            .ToList();

        Assert.InRange(asked.Count, 20, 40);
        Assert.Empty(asked.Except(known.SelectMany(Series)));
        Assert.Equal(
            known.Where(name => name.StartsWith("tito_", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            PageName().Matches(page).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The names in a scrape of a server that was told to count each thing once.</summary>
    private static async Task<HashSet<string>> KnownAsync(TempFolder data)
    {
        using var server = ProgramRun.Start(BuiltProgram.CommandLine, ["serve", "--simulated", "--port", "0", "--data", data.Path]);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        await client.TakeAsync(await client.OpenAsync(), new Conversation().User("Hi").Body());
        var scraped = TypeLine().Matches((await client.GetAsync("metrics")).Text).Select(line => line.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        server.Kill();

        // What counted nothing yet has no line: the exporter's rules for its name are OpenMetrics'.
        scraped.UnionWith(Declared());
        return scraped;
    }

    private static HashSet<string> Declared()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) => names.Add(
            instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "") + (instrument is Counter<long> ? "_total" : ""));
        listener.Start();
        using var metrics = new TitoMetrics();
        using var runs = new RunMetrics(meters.GetRequiredService<IMeterFactory>());
        return names;
    }

    private static IEnumerable<string> Series(string name) => [name, $"{name}_bucket", $"{name}_sum", $"{name}_count"];

    private static int Tokens(JsonElement turns, string origin) => turns.EnumerateArray()
        .SelectMany(turn => turn.GetProperty("origins").EnumerateArray())
        .Where(run => run.GetProperty("origin").GetString() == origin)
        .Sum(run => run.GetProperty("count").GetInt32());

    /// <summary>Names with their labels, but for the meter's, and values.</summary>
    private static Dictionary<string, double> Samples(string text) => text.Split('\n')
        .Where(line => line.StartsWith("tito_", StringComparison.Ordinal))
        .Select(line => Scope().Replace(line, "").Replace("{}", "", StringComparison.Ordinal))
        .Select(line => (Name: line[..line.LastIndexOf(' ')], Value: line[(line.LastIndexOf(' ') + 1)..]))
        .ToDictionary(pair => pair.Name, pair => double.Parse(pair.Value, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex("otel_scope_name=\"[^\"]*\",?")]
    private static partial Regex Scope();

    [GeneratedRegex(@" (info|warn): Tito\.Requests\[\d+\] (.* in) [\d.]+ ms")]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"\b(tito|dotnet)_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("`(tito_[a-z_]+)`")]
    private static partial Regex PageName();

    [GeneratedRegex("# TYPE ([a-z_]+) ")]
    private static partial Regex TypeLine();
}
