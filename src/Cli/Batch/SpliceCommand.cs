using System.CommandLine;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Serving;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Cli.Batch;

/// <summary>
/// <c>tito splice</c>: <c>{"old_messages","new_messages","tools","kwargs","prefix_ids"}</c> to
/// <c>{"prompt_ids","suffix_ids","patch","replaced_count"}</c>.
/// <c>new_messages</c> is the whole conversation: the old messages, then what is appended.
/// </summary>
internal static class SpliceCommand
{
    private static readonly StrictMatcher Matcher = new();

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

    private static void Splice(SessionModel model, JsonElement line, Utf8JsonWriter json)
    {
        var old = LineField.Messages(line, "old_messages");
        var outcome = model.Splicer.Splice(new()
        {
            Prefix = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, LineField.Ids(line, "prefix_ids"))),
            Stored = old,
            Appended = Appended(model, old, LineField.Messages(line, "new_messages")),
            Tools = ToolList.Parse(LineField.Optional(line, "tools")),
            Arguments = TemplateArguments.Merge(model.Family, null, LineField.Optional(line, "kwargs")),
            Now = DateTimeOffset.UnixEpoch,
        });
        if (outcome is SpliceOutcome.NotAppendOnly broken)
        {
            throw new MessageException(
                "new_messages",
                $"level 2: the renders part at character {broken.CharIndex}: \"{broken.ExpectedText}\" and \"{broken.ActualText}\".");
        }

        var spliced = (SpliceOutcome.Spliced)outcome;
        LineField.WriteIds(json, "prompt_ids", spliced.PromptIds);
        LineField.WriteIds(json, "suffix_ids", spliced.Segments[^1].Ids);
        var patch = spliced.Segments.Where(segment => segment.Origin == TokenOrigin.Splice);
        LineField.WriteIds(json, "patch", patch.SelectMany(segment => segment.Ids));
        json.WriteNumber("replaced_count", spliced.ReplacedCount);
    }

    private static List<ChatMessage> Appended(SessionModel model, IReadOnlyList<ChatMessage> old, IReadOnlyList<ChatMessage> all)
    {
        if (all.Count < old.Count)
        {
            throw new MessageException(
                "new_messages", $"has {all.Count} messages, fewer than the {old.Count} old ones that it must begin with.");
        }

        for (var i = 0; i < old.Count; i++)
        {
            if (!Matcher.Matches(old[i], all[i]))
            {
                throw new MessageException($"new_messages[{i}]", "differs from the old message of that place.");
            }
        }

        var appended = all.Skip(old.Count).ToList();
        var forbidden = old.Count == 0 ? -1 : appended.FindIndex(message => !model.Family.AppendRoles.Contains(message.Role));
        return forbidden < 0
            ? appended
            : throw new MessageException(
                $"new_messages[{old.Count + forbidden}].role", $"family {model.Family.Name} cannot append a message of this role.");
    }
}
