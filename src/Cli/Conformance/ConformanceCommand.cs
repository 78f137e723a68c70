using System.CommandLine;
using Tito.Replay.Conformance;
using Tito.Replay.Models;

namespace Tito.Cli.Conformance;

/// <summary>
/// <c>tito conformance --url BASE</c>: plays vectors against any session server, and names each turn that breaks the prefix.
/// </summary>
internal static class ConformanceCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var asJson = CliOptions.Json();
        var own = new ConformanceOptions();
        var command = new Command("conformance", "Play conformance vectors against a session server, with this command as its engine.")
        {
            own.Paths, own.Target.Url, own.Target.DialectName, own.Target.EnginePort, own.Target.ApiKey, own.Model, own.Filter, own.With,
            own.Without, own.PrefixOnly, own.JUnit, assets, asJson, WriteModelCommand.Create(),
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(
            () => RunAsync(result, own, result.GetValue(assets), result.GetValue(asJson), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult result, ConformanceOptions own, string? assets, bool asJson, CancellationToken cancellationToken)
    {
        var vectors = own.Vectors(result);
        var has = own.Has(result);
        using var client = own.Target.Client(result);
        var (file, first) = vectors[0];
        var model = new ReplayModels(assets, null).OfScenario(file, first.Model, first.Family);
        await using var run = await ConformanceRun.StartAsync(model, own.Target.Port(result), cancellationToken);
        using var printer = new ConformancePrinter(asJson, vectors.Length);
        var letsPass = result.GetValue(own.PrefixOnly);
        var results = await run.PlayAsync(
            client, [.. vectors.Select(item => item.Vector)], has, letsPass, printer.Print, cancellationToken);
        printer.End(results);
        if (result.GetValue(own.JUnit) is { } junit)
        {
            await File.WriteAllTextAsync(junit, VectorJUnit.Write(results), cancellationToken);
        }

        return results.Any(vector => vector.IsRed) ? CliRun.CheckFailed : CliRun.Success;
    }
}
