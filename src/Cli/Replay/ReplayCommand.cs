using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Verification;

namespace Tito.Cli.Replay;

/// <summary><c>tito replay PATH…</c>: replays golden trajectories offline and stops each at its first difference.</summary>
internal static class ReplayCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var asJson = CliOptions.Json();
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Golden trajectory files, or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("replay", "Replay golden trajectories and prove every token, origin, mask, verdict and digest.")
        {
            paths, assets, family.Name, family.File, asJson,
        };
        command.SetAction((result, _) => CliRun.GuardAsync(() =>
            Task.FromResult(Run(result.LoadModel(assets, family), result.GetRequiredValue(paths), result.GetValue(asJson)))));
        return command;
    }

    private static int Run(SessionModel model, string[] paths, bool asJson)
    {
        var replay = new TrajectoryReplayer(model);
        var failed = 0;
        foreach (var file in GoldenFiles.Find(paths))
        {
            var outcome = ReplayFile(replay, file);
            failed += outcome is ReplayOutcome.Matched ? 0 : 1;
            if (asJson)
            {
                Console.Out.WriteLine(ToJson(file, outcome));
            }
            else
            {
                AnsiConsole.MarkupLine(outcome switch
                {
                    ReplayOutcome.Matched matched =>
                        $"[green]ok[/]    {Markup.Escape(file)}: {matched.TurnCount} turns, {matched.TokenCount} tokens",
                    ReplayOutcome.Differs differs =>
                        $"[red]FAIL[/]  {Markup.Escape($"{file}: {Where(differs)}{differs.What}: {differs.Detail}")}",
                    _ => throw new UnreachableException(),
                });
            }
        }

        return failed == 0 ? CliRun.Success : CliRun.CheckFailed;
    }

    /// <summary>A file that is not a golden trajectory fails by itself; the others are still replayed.</summary>
    private static ReplayOutcome ReplayFile(TrajectoryReplayer replay, string file)
    {
        try
        {
            return replay.Run(GoldenFiles.Read(file));
        }
        catch (GoldenFormatException broken)
        {
            return new ReplayOutcome.Differs(null, "format", broken.Message);
        }
    }

    private static string Where(ReplayOutcome.Differs differs) => differs.TurnIndex is { } turn ? $"turn {turn}, " : "";

    private static string ToJson(string file, ReplayOutcome outcome) => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteBoolean("ok", outcome is ReplayOutcome.Matched);
        switch (outcome)
        {
            case ReplayOutcome.Matched matched:
                json.WriteNumber("turns", matched.TurnCount);
                json.WriteNumber("tokens", matched.TokenCount);
                break;
            case ReplayOutcome.Differs differs:
                json.WritePropertyName("turn");
                if (differs.TurnIndex is { } turn)
                {
                    json.WriteNumberValue(turn);
                }
                else
                {
                    json.WriteNullValue();
                }

                json.WriteString("what", differs.What);
                json.WriteString("detail", differs.Detail);
                break;
        }

        json.WriteEndObject();
    });
}
