using System.CommandLine;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Tokenizers;

namespace Tito.Cli.Batch;

/// <summary><c>tito tokenize</c>: <c>{"text"}</c> to <c>{"ids"}</c>, and with <c>--decode</c> the other way.</summary>
internal static class TokenizeCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var decode = new Option<bool>("--decode") { Description = "Read {\"ids\"} and write {\"text\"}." };
        var command = new Command("tokenize", "Encode texts, or decode ids: JSON lines on standard input, one answer a line.")
        {
            assets, decode,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() =>
        {
            var tokenizer = result.LoadAssets(assets).Tokenizer;
            return JsonLines.RunAsync(
                result.GetValue(decode) ? (line, json) => Decode(tokenizer, line, json) : (line, json) => Encode(tokenizer, line, json),
                cancellationToken);
        }));
        return command;
    }

    private static void Encode(Tokenizer tokenizer, JsonPlace line, Utf8JsonWriter json) =>
        json.WriteIds("ids", tokenizer.Encode(line["text"].Text(), SpecialTokens.Parse));

    private static void Decode(Tokenizer tokenizer, JsonPlace line, Utf8JsonWriter json) =>
        json.WriteString("text", tokenizer.Decode(line["ids"].TokenIds().AsSpan(), skipSpecialTokens: false));
}
