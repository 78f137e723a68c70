using System.Diagnostics;
using System.Globalization;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>What the samples of 1,000 sessions in one answer cost, printed: of a quiet machine alone do the figures say something.</summary>
public sealed class BulkSamplesTimes(ITestOutputHelper output)
{
    private const int Sessions = 1_000;
    private const int Turns = 3;
    private const double Mega = 1e6;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Suite", "times")]
    public async Task Samples_OfAThousandSessions_InOneCall()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 17, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await Parallel.ForAsync(0, Sessions, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ends }, async (number, _) =>
        {
            var session = await client.OpenAsync($$"""{"group":"g{{number % 10}}"}""");
            var talk = new Conversation().System("Be brief.").User($"What is the weather in Zürich, {number}? {new string('x', 4_000)}");
            for (var turn = 0; turn < Turns; turn++)
            {
                talk.GoOn(await client.TakeAsync(session, talk.BodyWithTools()));
            }
        });
        GC.Collect();
        var process = Process.GetCurrentProcess();
        process.Refresh();
        var (before, peak, watch) = (process.WorkingSet64, 0L, Stopwatch.StartNew());

        using var http = new HttpClient { BaseAddress = server.Root };
        using var response = await http.GetAsync(new Uri("samples?state=complete", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ends);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Ends));
        var (lines, bytes, last) = (0, 0L, "");
        TimeSpan? first = null;
        while (await reader.ReadLineAsync(Ends) is { } line)
        {
            first ??= watch.Elapsed;
            (lines, bytes, last) = (lines + 1, bytes + line.Length + 1, line);
            if (lines % 50 == 0)
            {
                process.Refresh();
                peak = Math.Max(peak, process.WorkingSet64);
            }
        }

        var seconds = watch.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Sessions} sessions of {Turns} turns: {seconds:0.0} s, {Sessions / seconds:0} sessions/s, {bytes / Mega:0.0} MB, {bytes / Mega / seconds:0.0} MB/s, first line after {first?.TotalMilliseconds:0} ms; resident {before / Mega:0} MB before, {peak / Mega:0} MB at most"));
        output.WriteLine(last);
        Assert.Equal(Sessions + 1, lines);
    }
}
