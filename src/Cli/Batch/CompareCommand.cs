using System.CommandLine;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Server.Wire;

namespace Tito.Cli.Batch;

/// <summary><c>tito compare</c>: <c>{"expected_ids","actual_ids"}</c> to <c>{"mismatches"}</c>.</summary>
internal static class CompareCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var command = new Command("compare", "Compare token sequences: JSON lines on standard input, one answer a line.")
        {
            assets, family.Name, family.File,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() =>
        {
            var model = result.LoadModel(assets, family);
            return JsonLines.RunAsync((line, json) => Compare(model, line, json), cancellationToken);
        }));
        return command;
    }

    private static void Compare(SessionModel model, JsonPlace line, Utf8JsonWriter json)
    {
        var expected = line["expected_ids"].TokenIds();
        var actual = line["actual_ids"].TokenIds();
        foreach (var (name, ids) in new[] { ("expected_ids", expected), ("actual_ids", actual) })
        {
            if (ids.Index().FirstOrDefault(pair => pair.Item >= model.Renderer.Tokenizer.VocabularySize) is { Item: > 0 } wrong)
            {
                throw new MessageException(
                    $"{name}[{wrong.Index}]", $"{wrong.Item} is not in the vocabulary of {model.Renderer.Tokenizer.VocabularySize}.");
            }
        }

        MismatchJson.Write(json, "mismatches", model.Comparator.Compare(expected.AsSpan(), actual.AsSpan()));
    }
}
