using System.CommandLine;
using System.Text;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Cli.Batch;

/// <summary>
/// <c>tito render</c>: <c>{"messages","tools","kwargs","add_generation_prompt"}</c> to <c>{"text"}</c>, with <c>--tokenize</c> also
/// <c>{"ids"}</c> and with <c>--trace</c> <c>{"trace":[{"message","text"}]}</c>. Without <c>--family</c> it
/// renders the checkpoint's own template, as transformers does.
/// </summary>
internal static class RenderCommand
{
    /// <summary>Fixes nothing: the checkpoint's own template with whatever arguments a line brings.</summary>
    private static readonly Family Unfixed = new()
    {
        Name = "none",
        AppendRoles = [],
        Boundary = new BoundaryRule.None(),
    };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var tokenize = new Option<bool>("--tokenize") { Description = "Add the ids of the rendered text." };
        var trace = new Option<bool>("--trace") { Description = "Add the text message by message." };
        var template = new Option<FileInfo?>("--template")
        {
            Description = "Render this file's template instead of the model's.",
            HelpName = "FILE",
        };
        var now = new Option<DateTimeOffset?>("--now")
        {
            Description = "The time that the template sees. Default: now.",
            HelpName = "TIME",
        };
        var command = new Command("render", "Render conversations: JSON lines on standard input, one answer a line.")
        {
            assets, family.Name, family.File, template, tokenize, trace, now,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() =>
        {
            var loaded = result.LoadAssets(assets);
            var chosen = family.FindNamed(result);
            if (result.GetValue(template) is { } file)
            {
                var name = Path.GetFileNameWithoutExtension(file.Name);
                chosen = (chosen ?? Unfixed) with { Name = name, FixedTemplate = ReadTemplate(file), Encoding = null };
            }

            var renderer = chosen is null ? ChatRenderer.WithOwnTemplate(Unfixed, loaded) : ChatRenderer.Create(chosen, loaded);
            var time = result.GetValue(now) ?? TimeProvider.System.GetLocalNow();
            var (withIds, withTrace) = (result.GetValue(tokenize), result.GetValue(trace));
            return JsonLines.RunAsync((line, json) => Render(renderer, time, withIds, withTrace, line, json), cancellationToken);
        }));
        return command;
    }

    private static string ReadTemplate(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            throw new MessageException("--template", "the file is not UTF-8.");
        }
    }

    private static void Render(ChatRenderer renderer, DateTimeOffset now, bool tokenize, bool trace, JsonPlace line, Utf8JsonWriter json)
    {
        var request = new RenderRequest
        {
            Messages = line["messages"].Messages(),
            Tools = ToolList.Parse(line["tools"].Found?.Json),
            Arguments = TemplateArguments.Merge(renderer.Family, null, line["kwargs"].Found?.Json),
            AddGenerationPrompt = line["add_generation_prompt"].Present?.Flag() ?? false,
            Now = now,
        };
        var text = renderer.Render(request);
        json.WriteString("text", text);
        if (tokenize)
        {
            json.WriteIds("ids", renderer.Encode(text));
        }

        if (trace)
        {
            WriteTrace(json, renderer.Trace(request));
        }
    }

    private static void WriteTrace(Utf8JsonWriter json, TracedConversation traced)
    {
        json.WriteStartArray("trace");
        foreach (var (start, end, message) in traced.Stretches)
        {
            json.WriteStartObject();
            if (message is { } index)
            {
                json.WriteNumber("message", index);
            }
            else
            {
                json.WriteNull("message");
            }

            json.WriteString("text", traced.Text.AsSpan(start, end - start));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
