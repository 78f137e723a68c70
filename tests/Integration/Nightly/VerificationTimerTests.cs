using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Verification.Runs;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary>Runs that a server by itself begins.</summary>
public sealed class VerificationTimerTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_WithATimeOfDay_BeginsOneRunANight()
    {
        using var data = new TempFolder();
        var clock = new FakeTimeProvider(new(2026, 11, 29, 1, 0, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), data, clock, TestServer.Options with { Verify = new() { At = new(2, 30) }, SweepInterval = TimeSpan.Zero }, Ends);
        var runs = server.Services.GetRequiredService<VerificationRuns>();

        for (var night = 1; night <= 2; night++)
        {
            List<string> ids;
            while ((ids = await runs.ListAsync(null, Ends).ToListAsync(Ends)).Count < night)
            {
                clock.Advance(TimeSpan.FromMinutes(30));
                await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
            }

            Assert.Equal(night, ids.Count);
            var run = (await runs.FindAsync(ids[0], Ends))!;
            Assert.Equal(
                (VerificationTrigger.Nightly, $"nightly-2026-11-{28 + night}T02:30Z"), (run.Trigger, run.Key));
        }
    }
}
