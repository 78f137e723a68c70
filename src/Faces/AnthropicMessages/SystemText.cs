using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>The text of a system prompt, which comes as a text or as blocks of text.</summary>
/// <remarks>
/// Claude Code's first block is a line for the provider's accounts, with a hash of the first user text in it: no two conversations would
/// share a prefix. It is left out unless the operator keeps it. SGLang joins blocks by a line break as well.
/// </remarks>
internal static class SystemText
{
    private static readonly string[] BillingStarts = ["x-anthropic-billing-header:", "cc_version="];

    /// <summary>Whether a system prompt has that line.</summary>
    public static bool HasBilling(JsonPlace place) =>
        place.Json.ValueKind == JsonValueKind.Array && place.Items().Select(BlockText).Any(IsBilling);

    /// <summary>The text; empty where there is none.</summary>
    /// <param name="place">The field.</param>
    /// <param name="keepsBilling">Whether that line stays.</param>
    /// <exception cref="MessageException">It is neither a text nor a list of text blocks.</exception>
    public static string Of(JsonPlace place, bool keepsBilling) => place.Json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(
            '\n', place.Items().Select(BlockText).Where(text => text.Length > 0 && (keepsBilling || !IsBilling(text)))),
        _ => place.Text(),
    };

    private static string BlockText(JsonPlace block) =>
        block.Object()["type"] is var type && type.Text() == "text"
            ? block["text"].Text()
            : throw type.Refusal("must be text in a system prompt.");

    private static bool IsBilling(string text) => BillingStarts.Any(start => text.StartsWith(start, StringComparison.Ordinal));
}
