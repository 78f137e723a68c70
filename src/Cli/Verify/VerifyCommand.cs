using System.CommandLine;
using Tito.Core.Journals;
using Tito.Core.Verification;

namespace Tito.Cli.Verify;

/// <summary>
/// <c>tito verify FILE|SESSION…</c>: whether exported sessions, and those of a journal, are whole: each link of the digest chain from the
/// content of its turn, and all that rows say of each other. No model is needed.
/// </summary>
internal static class VerifyCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var place = new JournalOptions();
        var asJson = CliOptions.Json();
        var what = new Argument<string[]>("FILE|SESSION")
        {
            Description = "Exported sessions: files, or folders of them; else the ids of sessions of the journal.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("verify", "Verify the digest chains of exported and stored sessions, without a model.")
        {
            what, place.Data, place.Tables, asJson,
        };
        place.Seals.AddTo(command);
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var named = result.GetRequiredValue(what);
            var files = GoldenFiles.Find(named.Where(IsOnDisk)).ToList();
            var sessions = named.Where(name => !IsOnDisk(name)).ToList();
            var printer = new TransferPrinter(result.GetValue(asJson), false, files.Count + sessions.Count);
            foreach (var file in files)
            {
                await VerifyFileAsync(file, printer);
            }

            if (sessions.Count > 0)
            {
                var journal = await place.OpenExistingAsync(result);
                foreach (var session in sessions)
                {
                    await VerifySessionAsync(journal, session, printer, cancellationToken);
                }
            }

            return printer.ExitCode;
        }));
        return command;
    }

    private static bool IsOnDisk(string name) => File.Exists(name) || Directory.Exists(name);

    private static async Task VerifyFileAsync(string file, TransferPrinter printer)
    {
        try
        {
            var golden = GoldenFiles.Read(file);
            var recorded = golden.Recorded ?? throw new GoldenFormatException(
                "recorded", "is missing: the file comes from no journal and has no digests to verify; tito replay replays it.");
            await printer.TellAsync(recorded.SessionId, file, RecordedTrajectory.Restore(golden));
        }
        catch (GoldenFormatException wrong)
        {
            await printer.RefuseAsync(null, file, wrong.Message);
        }
    }

    private static async Task VerifySessionAsync(
        IJournal journal, string session, TransferPrinter printer, CancellationToken cancellationToken)
    {
        try
        {
            if (await journal.ReadRowsAsync(session, cancellationToken) is not { } rows)
            {
                await printer.RefuseAsync(session, null, "is neither a file nor a session of the journal.");
                return;
            }

            // The chain is held against its own first link: that this is a model's, the server's verify says.
            var (found, trajectory) = RowVerifier.Verify(rows, rows.Head.Genesis);
            await (found.IsEmpty && trajectory is not null
                ? printer.TellAsync(session, null, trajectory)
                : printer.RefuseAsync(session, null, string.Join("; ", found.Select(one => $"{one.Row}, {one.What}: {one.Detail}"))));
        }
        catch (JournalCorruptException corrupt)
        {
            await printer.RefuseAsync(session, null, corrupt.Message);
        }
    }
}
