using System.CommandLine;
using Tito.Cli.Conformance;
using Tito.Cli.Replay;
using Tito.Core.Models;
using Tito.Replay.Bench;

namespace Tito.Cli.Bench;

/// <summary><c>tito bench --url BASE</c>: measures any session server, with this command as its engine.</summary>
internal static class BenchCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var asJson = CliOptions.Json();
        var target = new TargetOptions();
        var own = new BenchOptions();
        var command = new Command("bench", "Measure a session server, with this command as its engine.")
        {
            target.Url, target.DialectName, target.EnginePort, target.ApiKey, own.Turns, own.Seconds, own.ProcessId, own.RestartCommand,
            assets, family.Name, family.File, asJson,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() => RunAsync(
            result, target, own.Read(result), result.LoadModel(assets, family), result.GetValue(asJson), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult result, TargetOptions target, BenchPlan plan, SessionModel model, bool asJson, CancellationToken cancellationToken)
    {
        using var client = target.Client(result);
        await using var engine = await BenchEngine.StartAsync(model, target.Port(result), cancellationToken);
        BenchResult measured;
        using (var progress = new ReplayProgress(BenchRun.StepsOf(plan), !asJson))
        {
            measured = await new BenchRun(client, engine, plan, () => progress.Add(isGreen: true)).RunAsync(cancellationToken);
        }

        if (asJson)
        {
            await Console.Out.WriteLineAsync(BenchJson.Line(measured));
        }
        else
        {
            BenchPrinter.Print(measured);
        }

        return measured.Rates.All(rate => rate.Failed == 0) && measured.Recovery is not { KeepsPrefix: false }
            ? CliRun.Success
            : CliRun.CheckFailed;
    }
}
