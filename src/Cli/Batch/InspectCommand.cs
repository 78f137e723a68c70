using System.CommandLine;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Tokenizers;

namespace Tito.Cli.Batch;

/// <summary><c>tito tokenizer inspect</c>: what was loaded, as one JSON object.</summary>
internal static class InspectCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var inspect = new Command(
            "inspect", "Show what was loaded: digests, vocabulary, added tokens, model, normalizer, pre-tokenizer, decoder.") { assets };
        inspect.SetAction((result, _) => CliRun.GuardAsync(async () =>
        {
            var loaded = result.LoadAssets(assets);
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(JsonBytes.Write(json => Write(json, loaded.Tokenizer, loaded.SpecialTokens), ReadableJson.Indented));
            output.WriteByte((byte)'\n');
            return CliRun.Success;
        }));
        return new("tokenizer", "Look at a tokenizer.") { inspect };
    }

    private static void Write(Utf8JsonWriter json, Tokenizer tokenizer, IEnumerable<KeyValuePair<string, string>> named)
    {
        json.WriteStartObject();
        json.WriteString("sha256", Convert.ToHexStringLower(tokenizer.Identity));
        json.WriteNumber("vocabulary_size", tokenizer.VocabularySize);
        json.WriteStartObject("special_tokens");
        foreach (var (name, text) in named)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
        foreach (var part in JsonElement.Parse(tokenizer.SettingsJson.Span).EnumerateObject())
        {
            part.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
