using System.Text.Json.Nodes;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Models;
using Tito.Replay.Plays;
using Tito.Storage.Rows;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Replays;

/// <summary>What is played on one journal is exported, imported into the other, and replayed there: green, and back.</summary>
public sealed class CrossJournalTests(AzureAccount account) : IDisposable
{
    private static readonly string Corpus = Repository.PathTo("tests", "Golden", "corpus", "scenarios", "qwen3");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("branch")]
    [InlineData("rollback-deep")]
    [InlineData("tools-parallel")]
    [InlineData("stop-string")]
    [InlineData("after-stop")]
    [InlineData("restart")]
    [InlineData("abort-resumed")]
    [InlineData("scripts")]
    public async Task Scenario_PlayedOnOneJournal_IsReplayedOnTheOther(string name)
    {
        JournalPlace sqlite = new JournalPlace.Sqlite(_folder.Path);
        JournalPlace azure = new JournalPlace.Azure(account.Connection, RowSeals.Plain);

        await CrossAsync(name, sqlite, azure);
        await CrossAsync(name, azure, sqlite);
    }

    private static async Task CrossAsync(string name, JournalPlace from, JournalPlace to)
    {
        var token = TestContext.Current.CancellationToken;
        var path = Path.Combine(Corpus, $"{name}.json");
        var scenario = ScenarioReader.Read(await File.ReadAllBytesAsync(path, token));
        var model = new ReplayModels(null, null).OfScenario(path, scenario.Assets, scenario.Family);
        await using var server = await ReplayServer.StartAsync(new(InProcess: true, from), model, 1, token);
        var played = await new ScenarioPlayer(server).KeepAsync(scenario, token);
        var other = await to.OpenAsync(2, null);

        var exported = await ExportAsync(server.Journal, played.Session!.Head.SessionId);
        var id = Guid.NewGuid().ToString("N");
        var golden = GoldenReader.Read(exported);
        Assert.True(await new SessionImporter(other, TimeProvider.System).RunAsync(id, golden, RecordedTrajectory.Restore(golden), token));
        var again = await ExportAsync(other, id);

        Assert.Equal(WithoutId(exported), WithoutId(again));
        Assert.IsType<ReplayOutcome.Matched>(new TrajectoryReplayer(model).Run(GoldenReader.Read(again)));
        Assert.Empty((await VerifyAsync(other, model, id)).Disagreements);
    }

    private static async Task<byte[]> ExportAsync(ISessionJournal journal, string id)
    {
        using var file = new MemoryStream();
        Assert.NotNull(await new SessionExporter(journal).RunAsync(id, file, TestContext.Current.CancellationToken));
        return file.ToArray();
    }

    private static async Task<SessionVerifier.Verdict> VerifyAsync(IJournal journal, SessionModel model, string id) =>
        (await new SessionVerifier(journal, model).RunAsync(id, TestContext.Current.CancellationToken))!;

    private static string WithoutId(byte[] file)
    {
        var node = JsonNode.Parse(file)!;
        node["recorded"]!["session_id"] = "";
        return node.ToJsonString();
    }
}
