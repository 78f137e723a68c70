using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Server.Hosting;
using Tito.Server.Options;

namespace Tito.Cli.Verify;

/// <summary><c>tito record-prompts</c>: golden prompts from an engine, for verification runs.</summary>
internal static class RecordPromptsCommand
{
    private const int DefaultTokens = 64;
    private const int MostTokens = 32_768;

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var engine = new Option<string>("--engine")
        {
            Description = "The engine, as sglang+http://127.0.0.1:30000.",
            HelpName = "URL",
            Required = true,
        };
        var key = new Option<string?>("--engine-api-key") { Description = "The key that the engine was started with.", HelpName = "KEY" };
        var prompts = new Option<string?>("--prompts")
        {
            Description = "A file with a request a line: {\"name\",\"messages\",\"tools\",\"chat_template_kwargs\"}. Default: ten of ours.",
            HelpName = "FILE",
        };
        var limit = new Option<int>("--max-tokens")
        {
            Description = "The most tokens of a completion.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultTokens,
        };
        var target = new Option<string>("--out")
        {
            Description = "The file to write, as NAME.prompts.json.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command("record-prompts", "Record greedy completions of an engine, against which later nights are held.")
        {
            assets, family.Name, family.File, engine, key, prompts, limit, target,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var options = new ServerOptions
            {
                Engines = EngineOption.Parse(result.GetRequiredValue(engine)),
                EngineApiKey = result.GetValue(key),
            };
            var tokens = result.GetValue(limit) is var number and >= 1 and <= MostTokens
                ? number
                : throw new OptionException("max-tokens", $"a whole number from 1 to {MostTokens}");
            var requests = Read(result.GetValue(prompts) is { } file
                ? await File.ReadAllLinesAsync(file, cancellationToken)
                : [.. StandardPrompts.Lines]);
            return await RunAsync(
                result.LoadModel(assets, family), options, requests, tokens, result.GetRequiredValue(target), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        SessionModel model, ServerOptions options, IReadOnlyList<(string, JsonElement)> requests, int tokens, string target,
        CancellationToken cancellationToken)
    {
        using var engines = EngineSet.Open(options);
        var file = await new GoldenPromptRecorder(model, TimeProvider.System)
            .RunAsync(engines.Verified[0], requests, tokens, cancellationToken);
        await File.WriteAllBytesAsync(target, GoldenPromptWriter.Write(file), cancellationToken);
        await Console.Out.WriteLineAsync(
            $"{target}: {file.Prompts.Length} prompts, {file.Prompts.Sum(prompt => prompt.CompletionIds.Length)} tokens sampled");
        return CliRun.Success;
    }

    private static ImmutableArray<(string Name, JsonElement Request)> Read(string[] lines)
    {
        var requests = ImmutableArray.CreateBuilder<(string, JsonElement)>();
        foreach (var line in lines.Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var place = new JsonPlace(
                StrictJson.TryParse(line) ?? throw new MessageException($"prompts[{requests.Count}]", "is not valid JSON."),
                $"prompts[{requests.Count}]",
                (at, reason, _) => new MessageException(at, reason));
            var name = place.Object()["name"].Present?.Text() ?? $"prompt-{requests.Count}";
            requests.Add((name, JsonElement.Parse(JsonBytes.Write(json => WriteRequest(json, place.Json)).Span)));
        }

        return requests.ToImmutable();
    }

    private static void WriteRequest(Utf8JsonWriter json, JsonElement line)
    {
        json.WriteStartObject();
        foreach (var field in line.EnumerateObject().Where(field => field.Name != "name"))
        {
            field.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
