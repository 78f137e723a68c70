using System.Globalization;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>Workers and hosts that are killed, and task hubs that are deleted, in mid-turn and between park and schedule: each turn ends once.</summary>
[Collection(PublishedApp.Name)]
public sealed class DurableKillTests(PublishedApp app, ITestOutputHelper output)
{
    private const int Few = 4;
    private const int Many = 200;

    [Fact(Explicit = true)]
    [Trait("Suite", "kills")]
    public Task Turns_WhenWorkerHostBothAndHubGo_EndOnce() => KillAsync(Few);

    [Fact(Explicit = true)]
    [Trait("Suite", "kills")]
    public Task Turns_WhenTheyGoHundredsOfTimes_EndOnce() => KillAsync(Variable("TITO_KILLS", Many));

    [Fact(Explicit = true)]
    [Trait("Suite", "kills")]
    public Task Run_WhenTheWorkerGoesTwentyTimes_CountsEachShardOnceAndIsClosedOnce() => new KilledVerification(app, output.WriteLine).RunAsync();

    private async Task KillAsync(int kills)
    {
        using var run = new KillRun(app, kills, output.WriteLine);
        await run.RunAsync();
    }

    private static int Variable(string name, int fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : fallback;
}
