using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Verification.Scenarios.Models;

/// <summary>
/// A model of the golden corpus (docs/golden-scenarios.md): a published tokenizer, with another family's special tokens behind its
/// vocabulary where the family's own tokenizer no package registry serves, and a chat template where the family has none of its own.
/// </summary>
/// <remarks>Immutable and thread-safe. It reads no files: who has the published ones gives their bytes.</remarks>
public sealed record GoldenModel
{
    /// <summary>The value of the field <c>format</c>, by which a file says what it is.</summary>
    public const string FormatName = "tito.golden-model";

    /// <summary>The name of the only published tokenizer that there is so far.</summary>
    private const string Published = "qwen3";

    private static readonly ImmutableArray<string> Fields =
        ["format", "version", "name", "family", "tokenizer", "added_tokens", "chat_template"];

    /// <summary>What scenarios call the model.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>The special tokens that it has besides the published ones; none where it is the published model itself.</summary>
    public required ImmutableArray<string> AddedTokens { get; init; }

    /// <summary>The chat template of a family that takes the checkpoint's own; null for none.</summary>
    public required string? ChatTemplate { get; init; }

    /// <summary>Reads a model's file.</summary>
    /// <param name="json">The whole file.</param>
    /// <exception cref="GoldenFormatException">It is not a model of version 1; names the field.</exception>
    public static GoldenModel Read(JsonElement json)
    {
        var file = GoldenField.Root(json).Object(Fields);
        Require(file["format"], file["format"].Text() == FormatName, $"must be \"{FormatName}\".");
        Require(file["version"], file["version"].Int32() == 1, "must be 1.");
        Require(file["tokenizer"], file["tokenizer"].Text() == Published, $"must be \"{Published}\".");
        return new()
        {
            Name = file["name"].Text(),
            Family = file["family"].Text(),
            AddedTokens = [.. file["added_tokens"].Items().Select(TokenText)],
            ChatTemplate = file["chat_template"].Present?.Text(),
        };
    }

    /// <summary>
    /// The model's tokenizer.json: the published bytes, and before the first <c>]</c> after <c>"added_tokens"</c> an entry for each added
    /// token that is none yet, with the next free id.
    /// </summary>
    /// <param name="published">The published file.</param>
    public byte[] TokenizerJson(ReadOnlySpan<byte> published)
    {
        var known = JsonElement.Parse(published).GetProperty("added_tokens").EnumerateArray().ToList();
        var contents = known.Select(token => token.GetProperty("content").GetString()).ToHashSet();
        var next = known.Max(token => token.GetProperty("id").GetInt32()) + 1;
        var entries = new StringBuilder();
        foreach (var text in AddedTokens.Where(text => contents.Add(text)))
        {
            entries.Append(
                $",{{\"id\":{next++},\"content\":\"{text}\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
                + "\"normalized\":false,\"special\":true}");
        }

        var list = published.IndexOf("\"added_tokens\""u8);
        var at = list + published[list..].IndexOf((byte)']');
        return [.. published[..at], .. Encoding.UTF8.GetBytes(entries.ToString()), .. published[at..]];
    }

    /// <summary>The model's tokenizer_config.json: the published one of the published model, and otherwise the template alone.</summary>
    /// <param name="published">The published file.</param>
    public byte[] ConfigJson(ReadOnlySpan<byte> published) => AddedTokens.IsEmpty ? published.ToArray() : [.. JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        if (ChatTemplate is not null)
        {
            json.WriteString("chat_template", ChatTemplate);
        }

        json.WriteEndObject();
    }).Span];

    /// <summary>A text that stands in JSON as it is.</summary>
    private static string TokenText(JsonPlace token) =>
        token.Text() is var text && !text.Any(letter => letter is '"' or '\\' || char.IsControl(letter)) ? text
        : throw token.Refusal("must have no quotes, backslashes or control characters.");

    private static void Require(JsonPlace place, bool holds, string reason)
    {
        if (!holds)
        {
            throw place.Refusal(reason);
        }
    }
}
