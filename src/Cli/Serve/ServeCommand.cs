using System.CommandLine;
using Tito.Cli.Engine;
using Tito.Core.Models;
using Tito.Server.CommandLine;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Server.Options.Declared;
using Tito.Simulation;

namespace Tito.Cli.Serve;

/// <summary><c>tito serve</c>: the server, before an engine that options name or a simulated one beside it, until it is stopped.</summary>
internal static class ServeCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var simulated = new Option<bool>("--simulated")
        {
            Description = "Start a simulated engine beside the server: no GPU, no model weights.",
        };
        var server = new ServerCommandOptions();
        var engine = new EngineOptions();
        var command = new Command("serve", "Run the server. Each of its options is also an environment variable, TITO_NAME.") { simulated };
        foreach (var option in server.All.Concat(engine.Behaviour))
        {
            command.Options.Add(option);
        }

        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            if (!result.GetValue(simulated))
            {
                return engine.FirstGiven(result) is { } alone
                    ? throw new InvalidDataException($"{alone} is of the simulated engine: give --simulated as well.")
                    : await TitoServer.RunAsync(server.Read(result), TitoApp.Front);
            }

            return server.Has(result, EngineDeclarations.Engine)
                ? throw new OptionException(EngineDeclarations.Engine.Name, "an engine in place of --simulated; give one of them")
                : await SimulateAsync(server, engine, result, cancellationToken);
        }));
        return command;
    }

    private static async Task<int> SimulateAsync(
        ServerCommandOptions server, EngineOptions engine, ParseResult result, CancellationToken cancellationToken)
    {
        SimulatedEngine? simulation = null;
        try
        {
            return await TitoServer.RunAsync(server.Read(result), TitoApp.Front, async model =>
            {
                simulation = await StartAsync(engine, result, model, cancellationToken);
                return simulation.BaseAddress;
            });
        }
        finally
        {
            await (simulation?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static async Task<SimulatedEngine> StartAsync(
        EngineOptions engine, ParseResult result, SessionModel model, CancellationToken cancellationToken)
    {
        try
        {
            var behaviour = engine.ReadBehaviour(result, model.Renderer.Tokenizer, model.Family);
            return await SimulatedEngine.StartAsync(behaviour, cancellationToken);
        }
        catch (ArgumentException unfit)
        {
            // The tokenizer or the family is not one that a simulated model can play.
            throw new InvalidDataException(unfit.Message, unfit);
        }
    }
}
