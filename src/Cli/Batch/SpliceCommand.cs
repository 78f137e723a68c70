using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Tokens;

namespace Tito.Cli.Batch;

/// <summary>
/// <c>tito splice</c>: <c>{"old_messages","new_messages","tools","kwargs","prefix_ids"}</c> to
/// <c>{"prompt_ids","suffix_ids","patch","replaced_count"}</c>.
/// <c>new_messages</c> is the whole conversation: the old messages, then what is appended.
/// </summary>
internal static class SpliceCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var command = new Command("splice", "Continue token buffers with messages: JSON lines on standard input, one answer a line.")
        {
            assets, family.Name, family.File,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() =>
        {
            var model = result.LoadModel(assets, family);
            return JsonLines.RunAsync((line, json) => Splice(model, line, json), cancellationToken);
        }));
        return command;
    }

    private static void Splice(SessionModel model, JsonPlace line, Utf8JsonWriter json)
    {
        var start = PromptBase.Of(line["prefix_ids"].TokenIds(), line["old_messages"].Messages());
        var inputs = PromptInputs.Read(model.Family, null, new(line["tools"].Found?.Json, line["kwargs"].Found?.Json));
        switch (PromptMaker.ForRecords(model).Continue(start, line["new_messages"].Messages(), inputs, DateTimeOffset.UnixEpoch))
        {
            case PromptOutcome.Refused(var refusal):
                throw new MessageException(refusal.MessageIndex is { } index ? $"new_messages[{index}]" : "new_messages", refusal.Message);
            case PromptOutcome.Made(var prompt):
                json.WriteIds("prompt_ids", prompt.Ids);
                json.WriteIds("suffix_ids", prompt.Segments[^1].Ids);
                json.WriteIds(
                    "patch", prompt.Segments.Where(segment => segment.Origin == TokenOrigin.Splice).SelectMany(segment => segment.Ids));
                json.WriteNumber("replaced_count", prompt.ReplacedCount);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
