using System.CommandLine;
using Tito.Simulation;

namespace Tito.Cli.Engine;

/// <summary><c>tito engine</c>: a simulated engine by itself, until it is stopped.</summary>
internal static class EngineCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var engine = new EngineOptions();
        var command = new Command("engine", "Run a simulated engine that speaks as SGLang and vLLM do.")
        {
            assets, family.Name, family.File,
        };
        foreach (var option in engine.All)
        {
            command.Options.Add(option);
        }

        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() =>
        {
            var model = result.LoadModel(assets, family);
            return RunAsync(engine.Read(result, model.Renderer.Tokenizer, model.Family), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(SimulatedEngineOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var engine = await SimulatedEngine.StartAsync(options, cancellationToken);
            await Console.Out.WriteLineAsync($"Now listening on: {engine.BaseAddress.AbsoluteUri.TrimEnd('/')}");
            await engine.WaitForShutdownAsync(cancellationToken);
            return CliRun.Success;
        }
        catch (ArgumentException unfit)
        {
            // The tokenizer or the family is not one that a simulated model can play.
            await CliRun.TellAsync(unfit.Message);
            return CliRun.CannotRun;
        }
    }
}
