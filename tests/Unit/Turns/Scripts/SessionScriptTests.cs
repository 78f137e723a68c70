using System.Globalization;
using CsCheck;
using Tito.Core.Journals;
using Tito.Storage.Hot;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Storage;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>Random scripts against a server of a few lists. TITO_MODEL_STEPS and TITO_MODEL_SEED say how many steps and which.</summary>
public sealed class SessionScriptTests
{
    /// <summary>So few that sessions are forgotten on the way.</summary>
    /// <summary>About three sessions of the scripts.</summary>
    private const int HotBytes = 32 * 1024;

    [Fact]
    public Task Server_DoingWhatAScriptSays_DoesWhatTheRulesSay() => CheckAsync(steps: 2_000, seed: 1);

    [Fact(Explicit = true)]
    [Trait("Suite", "model")]
    public Task Server_DoingWhatManyScriptsSay_DoesWhatTheRulesSay() => CheckAsync(Variable("TITO_MODEL_STEPS", 100_000), Variable("TITO_MODEL_SEED", 1));

    private static async Task CheckAsync(uint steps, uint seed)
    {
        using var file = new JournalFile();
        var random = new PCG(0, seed);
        var runs = 0;
        for (var done = 0; done < steps;)
        {
            var script = ScriptGen.Scripts.Generate(random, null, out _);
            var (stepCount, found) = await RunAsync(script);
            if (found is { } difference)
            {
                Assert.Fail(await ScriptReducer.ReduceAsync(script, difference, RunAsync));
            }

            done += stepCount;
        }

        Task<ScriptResult> RunAsync(Script script)
        {
            var memory = new InMemoryJournal();
            IJournal Shared() => script.IsOnDisk ? file.Open() : memory;
            return ScriptRun.RunAsync(script, () => script.IsHot ? new HotJournal(Shared(), HotBytes) : Shared(), $"{++runs:x24}");
        }
    }

    private static uint Variable(string name, uint fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? uint.Parse(value, CultureInfo.InvariantCulture) : fallback;
}
