using System.CommandLine;
using System.CommandLine.Completions;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Server.Options;

namespace Tito.Cli.Families;

/// <summary><c>tito family NAME</c>: what a family declares, with the names of the parsers that an engine is started with.</summary>
internal static class FamilyCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = "A built-in family, or the one of the family file.",
            CompletionSources = { _ => FamilyRegistry.All.Select(family => new CompletionItem(family.Name)) },
        };
        var file = new FamilyOptions().File;
        var asJson = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("family", "Show a model family: template, stop tokens, boundary, roles, parser names.")
        {
            name, file, asJson,
        };
        command.SetAction((result, _) => CliRun.GuardAsync(async () =>
        {
            var family = FamilySource.Find(result.GetValue(name), result.GetValue(file))!;
            if (result.GetValue(asJson))
            {
                await Console.Out.WriteLineAsync(JsonBytes.Text(json => FamilyJson.Write(json, family), ReadableJson.Indented));
            }
            else
            {
                foreach (var (label, value) in FamilyFacts.Of(family))
                {
                    await Console.Out.WriteLineAsync($"{label,-18} {value}");
                }
            }

            return CliRun.Success;
        }));
        return command;
    }
}
