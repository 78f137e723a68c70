using System.CommandLine;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Trajectories;
using Tito.Core.Verification;

namespace Tito.Cli.Import;

/// <summary><c>tito import FILE…</c>: golden trajectories as new sessions of a journal.</summary>
internal static class ImportCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var place = new JournalOptions();
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var asJson = CliOptions.Json();
        var paths = new Argument<string[]>("FILE")
        {
            Description = "Golden trajectory files, or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var keepId = new Option<bool>("--keep-id")
        {
            Description = "Store a session under the id that it was exported with, if that is free.",
        };
        var command = new Command("import", "Store golden trajectories as new sessions of a journal.")
        {
            paths, place.Data, place.Tables, keepId, assets, family.Name, family.File, asJson,
        };
        place.Seals.AddTo(command);
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var files = GoldenFiles.Find(result.GetRequiredValue(paths)).ToList();
            RequireFiles(files);
            var printer = new TransferPrinter(result.GetValue(asJson), false, files.Count);
            var import = new SessionImporter(await place.OpenAsync(result), TimeProvider.System);

            // Exported sessions need no model, and a tokenizer takes a while to load.
            var model = new Lazy<SessionModel>(() => result.LoadModel(assets, family));
            foreach (var file in files)
            {
                await ImportAsync(import, file, result.GetValue(keepId), model, printer, cancellationToken);
            }

            return printer.ExitCode;
        }));
        return command;
    }

    /// <summary>A file that cannot be stored fails by itself; the others still are.</summary>
    private static async Task ImportAsync(
        SessionImporter import,
        string file,
        bool keepId,
        Lazy<SessionModel> model,
        TransferPrinter printer,
        CancellationToken cancellationToken)
    {
        try
        {
            var golden = GoldenFiles.Read(file);
            var id = keepId
                ? golden.Recorded?.SessionId
                    ?? throw new GoldenFormatException("recorded", "is missing, and with it the id that --keep-id would keep.")
                : Guid.NewGuid().ToString("N");
            var trajectory = Turns(golden, model);
            await (await import.RunAsync(id, golden, trajectory, cancellationToken)
                ? printer.TellAsync(id, file, trajectory)
                : printer.RefuseAsync(
                    id, file, $"session {id} is in this journal already; without --keep-id the file gets an id of its own"));
        }
        catch (Exception refused) when (refused is JournalCorruptException or GoldenFormatException)
        {
            await printer.RefuseAsync(null, file, refused.Message);
        }
    }

    private static Trajectory Turns(GoldenTrajectory golden, Lazy<SessionModel> model) =>
        golden.Recorded is null ? new PlannedTrajectory(model.Value).Make(golden) : RecordedTrajectory.Restore(golden);

    /// <summary>A name that was mistyped is found before anything is stored.</summary>
    private static void RequireFiles(IEnumerable<string> files)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new FileNotFoundException($"{missing}: there is no such file or folder.");
        }
    }
}
