using System.CommandLine;
using Tito.Core.Models;

namespace Tito.Cli.Demo;

/// <summary><c>tito demo</c>: a multi-turn agent session on real tokens, with its proof, on one machine without a GPU.</summary>
internal static class DemoCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var asJson = CliOptions.Json();
        var seed = new Option<long>("--seed")
        {
            Description = "The seed of the simulated engine.",
            HelpName = "N",
            DefaultValueFactory = _ => 7,
        };
        var record = new Option<FileInfo?>("--record")
        {
            Description = "Write the session as a recording for the oracle.",
            HelpName = "FILE",
        };
        var command = new Command("demo", "Run an agent session against a simulated engine and prove its tokens.")
        {
            assets, family.Name, family.File, seed, record, asJson,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var model = result.LoadModel(assets, family);
            var demo = result.GetValue(asJson)
                ? await RunJsonAsync(model, result.GetValue(seed), cancellationToken)
                : await RunPrintedAsync(model, result.GetValue(seed), cancellationToken);
            if (result.GetValue(record) is { } file)
            {
                await File.WriteAllBytesAsync(file.FullName, DemoRecording.Write(demo, model.Family), cancellationToken);
            }

            return demo.Checks.All(check => check.Held) ? CliRun.Success : CliRun.CheckFailed;
        }));
        return command;
    }

    private static async Task<DemoResult> RunJsonAsync(SessionModel model, long seed, CancellationToken cancellationToken)
    {
        var demo = await DemoRun.RunAsync(model, seed, _ => { }, cancellationToken);
        await Console.Out.WriteLineAsync(DemoJson.Write(demo));
        return demo;
    }

    private static async Task<DemoResult> RunPrintedAsync(SessionModel model, long seed, CancellationToken cancellationToken)
    {
        var printer = new DemoPrinter(model.Renderer.Tokenizer);
        DemoPrinter.PrintLegend();
        var demo = await DemoRun.RunAsync(model, seed, printer.Print, cancellationToken);
        DemoPrinter.Print(demo);
        return demo;
    }
}
