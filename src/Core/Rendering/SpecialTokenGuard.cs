using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Rendering;

/// <summary>
/// Looks for the text of special tokens in messages, where it would end turns or open others, and of other tokens that do so
/// (docs/adr/0007).
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="renderer">The model's family, template and tokenizer, which together say the tokens.</param>
public sealed class SpecialTokenGuard(ChatRenderer renderer)
{
    private readonly ImmutableArray<string> _texts = TurnTokens.Of(renderer);

    /// <summary>
    /// Such a token that stands in any text of a message, or null: in a name as in a value, over the border of two parts, which some
    /// templates write without anything between them, and in the escapes of a call's arguments, which templates read.
    /// </summary>
    public string? FindIn(ChatMessage message) => FindIn(message.Json);

    private string? FindIn(string said) => _texts.FirstOrDefault(text => said.Contains(text, StringComparison.Ordinal));

    private string? FindIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => FindIn(json.GetString()!),
        JsonValueKind.Array => json.EnumerateArray().Select(FindIn).FirstOrDefault(found => found is not null)
            ?? FindIn(string.Concat(json.EnumerateArray().Select(TextOf))),
        JsonValueKind.Object =>
            json.EnumerateObject().Select(FindIn).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private string? FindIn(JsonProperty member) => FindIn(member.Name) ?? FindIn(member.Value)
        ?? (member.Name == "arguments" && Read(member.Value) is { } arguments ? FindIn(arguments) : null);

    private static string TextOf(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.String => part.GetString()!,
        JsonValueKind.Object when part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String => text.GetString()!,
        _ => "",
    };

    /// <summary>What a text of arguments stands for; null where it is no JSON that could be tokenized, and stays text.</summary>
    private static JsonElement? Read(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            var read = JsonElement.Parse(arguments.GetString()!);
            JsonText.RequireValid(read, "arguments");
            return read;
        }
        catch (Exception unreadable) when (unreadable is JsonException or MessageException)
        {
            return null;
        }
    }
}
