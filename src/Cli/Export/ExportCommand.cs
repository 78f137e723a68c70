using System.CommandLine;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Verification;
using Tito.Server.Options;

namespace Tito.Cli.Export;

/// <summary><c>tito export SESSION…</c>, or <c>--all</c>: sessions of a journal as golden trajectories, one file each.</summary>
internal static class ExportCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var place = new JournalOptions();
        var asJson = CliOptions.Json();
        var sessions = new Argument<string[]>("SESSION") { Description = "The ids of the sessions.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Write every session of the journal; --out then names a folder." };
        var target = new Option<string>("--out")
        {
            Description = "A file, a folder for SESSION.json, or - for standard output, which is the default.",
            HelpName = "FILE|DIR|-",
            DefaultValueFactory = _ => "-",
        };
        var command = new Command("export", "Write sessions of a journal as golden trajectories.")
        {
            sessions, all, place.Data, place.Tables, target, asJson,
        };
        place.Seals.AddTo(command);
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var given = result.GetValue(sessions) ?? [];
            if (result.GetValue(all) == given.Length > 0)
            {
                throw new OptionException("all", "either --all or the ids of sessions, and not both");
            }

            var output = ExportTarget.Find(result.GetRequiredValue(target), result.GetValue(all) ? null : given.Length);
            var journal = await place.OpenExistingAsync(result);
            var ids = result.GetValue(all) ? await journal.ListAsync(null, cancellationToken).ToArrayAsync(cancellationToken) : given;
            var printer = new TransferPrinter(result.GetValue(asJson), output.IsOutput, ids.Length);
            var export = new SessionExporter(journal);
            foreach (var id in ids)
            {
                await ExportAsync(export, id, output, printer, cancellationToken);
            }

            return printer.ExitCode;
        }));
        return command;
    }

    private static int Missing(JournaledSession session) =>
        session.Status(TimeProvider.System.GetUtcNow(), EndTokens.Unknown, MessageForm.Unknown).Missing.Length;

    /// <summary>A session that cannot be written fails by itself; the others are still written.</summary>
    private static async Task ExportAsync(
        SessionExporter export, string id, ExportTarget target, TransferPrinter printer, CancellationToken cancellationToken)
    {
        try
        {
            JournaledSession? session = null;
            var path = SessionId.IsId(id)
                ? await target.WriteAsync(id, async stream => (session = await export.RunAsync(id, stream, cancellationToken)) is not null)
                : null;
            await (path is null
                ? printer.RefuseAsync(id, null, "there is no such session in this journal")
                : printer.TellAsync(id, path, session!.Trajectory, Missing(session)));
        }
        catch (Exception refused) when (refused is JournalCorruptException or GoldenFormatException)
        {
            await printer.RefuseAsync(id, null, refused.Message);
        }
    }
}
