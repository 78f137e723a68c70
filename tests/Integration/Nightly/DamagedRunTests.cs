using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tito.Core.Verification.Runs;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary>A run of which a stored row is damaged is told, and keeps no other from its verdict.</summary>
public sealed class DamagedRunTests
{
    private const string Run =
        """{"run_id":"RUN","trigger":"nightly","key":null,"started_at":"2026-11-29T02:00:00+00:00","baseline":null,"changes":[],"fingerprints":{}}""";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("run", "{")]
    [InlineData("planned", "{}")]
    [InlineData("closed", "{}")]
    public async Task List_WithADamagedRun_NamesTheRowAndHasTheOthers(string row, string json)
    {
        const string Damaged = "20261129T020000000Z-damaged";
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), ServedModel.Qwen3, TestServer.Options, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var runs = server.Services.GetRequiredService<VerificationRuns>();
        await AddAsync(server, Damaged, row, json);
        var other = (await client.PostAsync("verifications", "")).Json.GetProperty("run_id").GetString()!;
        while (await runs.StateAsync(other, Ends) is not { Summary: not null })
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
        }

        var listed = (await client.GetAsync("verifications")).Json.GetProperty("verifications").EnumerateArray()
            .ToDictionary(run => run.GetProperty("run_id").GetString()!);
        Assert.Equal([Damaged, other], listed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("damaged", "closed"), (listed[Damaged].GetProperty("state").GetString(), listed[other].GetProperty("state").GetString()));
        Assert.StartsWith(row, listed[Damaged].GetProperty("damage").GetString(), StringComparison.Ordinal);
        Assert.Null((await runs.FindAsync(other, Ends))!.Baseline);
    }

    /// <summary>The list has the second one as any other.</summary>
    [Theory]
    [InlineData("run", "{")]
    [InlineData("planned", "1")]
    public async Task Get_OfADamagedRun_NamesTheRow(string row, string json)
    {
        const string Damaged = "20261129T020000000Z-damaged";
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);
        await AddAsync(server, Damaged, row, json);

        var answer = await client.GetAsync($"verifications/{Damaged}");

        Assert.Equal((500, "journal_corrupt"), answer.Error);
        Assert.StartsWith(
            row == "run" ? "The verification run is damaged: run: " : "The verification run is damaged: shard-000000: is missing.",
            answer.Message,
            StringComparison.Ordinal);
    }

    /// <summary>The state of this one can be read, so that it is taken up; what is damaged is met on the way.</summary>
    [Theory]
    [InlineData("shard-000000", "{}")]
    [InlineData("result-000000", "{}")]
    public async Task Queue_WithARunThatIsDamagedFurtherIn_WorksTheNextOneOff(string row, string json)
    {
        const string Damaged = "20261129T020000000Z-further";
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), ServedModel.Qwen3, TestServer.Options, Ends);
        var (runner, runs) = (server.Services.GetRequiredService<VerificationRunner>(), server.Services.GetRequiredService<VerificationRuns>());
        await AddAsync(server, Damaged, "planned", "1");
        await AddAsync(server, Damaged, row, json);

        await runner.ResumeAsync(Damaged, Ends);
        var other = await runner.StartAsync(new(VerificationTrigger.Demand, "other", null), Ends);
        while (await runs.StateAsync(other, Ends) is not { Summary: not null })
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
        }

        Assert.Null((await runs.StateAsync(Damaged, Ends))!.Summary);
    }

    private static async Task AddAsync(TestServer server, string runId, string row, string json)
    {
        var store = server.Services.GetRequiredService<IVerificationStore>();
        await store.AddAsync(runId, row, Encoding.UTF8.GetBytes(json), Ends);
        await store.AddAsync(runId, "run", Encoding.UTF8.GetBytes(Run.Replace("RUN", runId, StringComparison.Ordinal)), Ends);
    }
}
