using System.CommandLine;
using Tito.Core.Messages;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Cli.Verify;

/// <summary><c>tito verify-night</c>: what the server verifies every night, once and now.</summary>
internal static class VerifyNightCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var journal = new JournalOptions();
        var options = new VerifyNightOptions();
        var asJson = CliOptions.Json();
        var command = new Command(
            "verify-night", "Verify golden trajectories, stored sessions and engines as the server does every night.")
        {
            assets, family.Name, family.File, journal.Data, journal.Tables, asJson,
        };
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        journal.Seals.AddTo(command);
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var settings = options.Read(result);
            var source = journal.FindExisting(result);
            if (source is null && settings.Verify.Corpus is null)
            {
                throw new OptionException("verify-corpus", "a folder, because there is no journal either: nothing would be verified");
            }

            var silent = result.GetValue(asJson);
            var run = await NightRun.RunAsync(
                result.LoadModel(assets, family), settings, source, new NightProgress(silent), cancellationToken);
            if (silent)
            {
                await Console.Out.WriteLineAsync(JsonBytes.Text(json => VerificationJson.Write(json, run)));
            }

            return run.Summary!.ShardCount == 0
                ? throw new OptionException(
                    "verify-corpus", "a folder with golden files, because there are no sessions either: nothing was verified")
                : run.Summary.IsGreen ? CliRun.Success : CliRun.CheckFailed;
        }));
        return command;
    }
}
