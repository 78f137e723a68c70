using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Holds the message that an engine made of a completion against the completion's own tokens. A place where it says something else is kept
/// with the turn and shown: the engine was started with another parser than the model needs, or has a fault.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="model">The served model.</param>
internal sealed class ParseCheck(SessionModel model)
{
    /// <summary>An id that is no token would go back to the engine with the next prompt, and no sample could be read.</summary>
    /// <exception cref="MessageException">There is one.</exception>
    public void RequireTokens(TokenSegment completion)
    {
        var tokens = model.TokenCount;
        foreach (var (index, id) in completion.Ids.Index())
        {
            if (!model.HasToken(id))
            {
                throw new MessageException($"token {index}", $"its id {id} is not in the vocabulary of {tokens} tokens.");
            }
        }
    }

    /// <summary>The first field in which the message is not what the tokens say; null where there is none.</summary>
    /// <param name="read">What we read from the tokens.</param>
    /// <param name="completion">The sampled tokens, each of the vocabulary.</param>
    /// <param name="stop">The stop string at which the engine stopped; null where at none.</param>
    /// <param name="message">The engine's message.</param>
    /// <returns><c>reasoning_content</c>, <c>content</c> or <c>tool_calls</c>.</returns>
    public string? Find(ParsedCompletion read, TokenSegment completion, string? stop, ChatMessage message) =>
        model.Family.Completion is CompletionFormat.Plain
            ? FindMissing(model.Decode(completion.Ids.AsSpan()), message)
            : FindDifference(read, stop, message);

    private static string? FindDifference(ParsedCompletion parsed, string? stop, ChatMessage message)
    {
        if (!SameText(Read(message, "reasoning_content"), parsed.Reasoning ?? "", stop))
        {
            return "reasoning_content";
        }

        return !SameText(Read(message, "content"), parsed.Content, stop) ? "content"
            : !SameCalls(parsed.ToolCalls, message) ? "tool_calls"
            : null;
    }

    /// <summary>A family whose format we do not know: what the message says has to stand in the tokens somewhere.</summary>
    private static string? FindMissing(string text, ChatMessage message) =>
        !text.Contains(Read(message, "reasoning_content"), StringComparison.Ordinal) ? "reasoning_content"
            : !text.Contains(Read(message, "content"), StringComparison.Ordinal) ? "content"
            : null;

    /// <summary>
    /// White space at the ends is the engine's to keep or strip. A stop string is in the tokens, and the engine's text ends before it:
    /// nothing else may be missing.
    /// </summary>
    private static bool SameText(string said, string sampled, string? stop)
    {
        var text = sampled.AsSpan().TrimStart();
        return text.TrimEnd().SequenceEqual(said)
            || (stop is not null && text.StartsWith(said, StringComparison.Ordinal)
                && text[said.Length..] is var rest && rest.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at
                && rest[..at].IsWhiteSpace());
    }

    private static bool SameCalls(ImmutableArray<ParsedCompletion.ToolCall> parsed, ChatMessage message)
    {
        var calls = message.Field("tool_calls") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
        return calls.Length == parsed.Length && calls.Zip(parsed).All(pair => SameCall(pair.First, pair.Second));
    }

    private static bool SameCall(JsonElement call, ParsedCompletion.ToolCall parsed) =>
        call.ValueKind == JsonValueKind.Object
        && call.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object
        && function.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.ValueEquals(parsed.Name)
        && function.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.String
        && (arguments.ValueEquals(parsed.Arguments)
            || (StrictJson.TryParse(arguments.GetString()!) is { } json
                && StrictJson.TryParse(parsed.Arguments) is { } own
                && MessageFields.SameJson(json, own)));

    private static string Read(ChatMessage message, string field) =>
        message.Field(field) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : "";
}
