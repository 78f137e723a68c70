using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Parsers;

/// <summary>A completion and the message that it stands for, as the oracle has it.</summary>
internal sealed class ParserCase(JsonElement row)
{
    public string Name => row.GetProperty("name").GetString()!;

    /// <summary>Whether a text is cut into pieces, so that a marker is typed out and is none.</summary>
    public bool IsTypedOut => row.GetProperty("text").GetArrayLength() > 1;

    public CompletionTools Tools => row.GetProperty("tools").GetBoolean() ? ParserCorpus.Tools : CompletionTools.None;

    public ImmutableArray<int> Prompt(Tokenizer tokenizer) => tokenizer.Encode(row.GetProperty("prompt").GetString()!, SpecialTokens.Parse);

    public ImmutableArray<int> Ids(Tokenizer tokenizer) =>
        [.. row.GetProperty("text").EnumerateArray().SelectMany(piece => tokenizer.Encode(piece.GetString()!, SpecialTokens.Parse))];

    public string Expected => ParsedText.Of(
        row.GetProperty("reasoning").GetString(),
        row.GetProperty("content").GetString()!,
        row.GetProperty("calls").EnumerateArray().Select(call => (
            call.GetProperty("id").GetString(),
            call.GetProperty("name").GetString()!,
            call.GetProperty("arguments").GetString()!,
            (bool?)call.GetProperty("malformed").GetBoolean())),
        row.GetProperty("malformed").GetBoolean());
}
