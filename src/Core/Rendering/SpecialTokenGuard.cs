using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Tokenizers;

namespace Tito.Core.Rendering;

/// <summary>Looks for the text of special tokens in messages, where it would end turns or open others (docs/adr/0007).</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="tokenizer">Names the special tokens.</param>
public sealed class SpecialTokenGuard(Tokenizer tokenizer)
{
    private readonly ImmutableArray<string> _texts =
        [.. tokenizer.AddedTokens.Where(token => token.Special).Select(token => token.Content)];

    /// <summary>A special token that stands in any text of a message, or null.</summary>
    public string? FindIn(ChatMessage message) => FindIn(message.Json);

    private string? FindIn(string said) => _texts.FirstOrDefault(text => said.Contains(text, StringComparison.Ordinal));

    private string? FindIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => FindIn(json.GetString()!),
        JsonValueKind.Array => json.EnumerateArray().Select(FindIn).FirstOrDefault(found => found is not null),
        JsonValueKind.Object =>
            json.EnumerateObject().Select(property => FindIn(property.Value)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
