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

            var isAll = result.GetValue(all);
            var output = ExportTarget.Find(result.GetRequiredValue(target), isAll ? null : given.Length);
            var journal = await place.OpenExistingAsync(result);
            var ids = isAll ? await journal.ListAsync(null, cancellationToken).ToArrayAsync(cancellationToken) : given;
            var printer = new TransferPrinter(result.GetValue(asJson), output.IsOutput, ids.Length);
            var export = new SessionExporter(journal);
            foreach (var id in ids)
            {
                await ExportAsync(export, id, !isAll, output, printer, cancellationToken);
            }

            return printer.ExitCode;
        }));
        return command;
    }

    /// <summary>A session that cannot be written fails by itself; the others are still written.</summary>
    /// <param name="export">Takes sessions out of the journal.</param>
    /// <param name="id">The session's id.</param>
    /// <param name="isNamed">
    /// Whether this very session was asked for. Of all that were listed, one that has no turn yet, or was deleted since, is no fault.
    /// </param>
    /// <param name="target">Where to.</param>
    /// <param name="printer">Is told what became of it.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal static async Task ExportAsync(
        SessionExporter export, string id, bool isNamed, ExportTarget target, TransferPrinter printer, CancellationToken cancellationToken)
    {
        try
        {
            JournaledSession? session = null;
            var path = SessionId.IsId(id)
                ? await target.WriteAsync(
                    id,
                    async stream => (session = await export.RunAsync(id, stream, cancellationToken)) is { Trajectory.Turns.IsEmpty: false })
                : null;
            await (path is not null ? printer.TellAsync(id, path, session!.Trajectory, Missing(session))
                : isNamed || !SessionId.IsId(id) ? printer.RefuseAsync(id, null, WhyNot(session))
                : printer.PassOverAsync(id, WhyNot(session)));
        }
        catch (Exception refused) when (refused is JournalCorruptException or GoldenFormatException)
        {
            await printer.RefuseAsync(id, null, refused.Message);
        }
    }

    private static int Missing(JournaledSession session) =>
        session.Status(TimeProvider.System.GetUtcNow(), EndTokens.Unknown, MessageForm.Unknown).Missing.Length;

    private static string WhyNot(JournaledSession? session) => session is null ? "there is no such session in this journal"
        : Missing(session) is > 0 and var missing
        ? $"the session has no turns, and a file has one or more; {missing} were asked for and are not there"
        : "the session has no turns, and a file has one or more";
}
