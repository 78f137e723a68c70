using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs;

/// <summary>How an agent sends back what it was given, where that is not as it came: in the words of the table.</summary>
internal static class Respellings
{
    /// <summary>Each difference once, in the order of the alphabet.</summary>
    public static ImmutableArray<string> In(ImmutableArray<Exchange> exchanges)
    {
        var turns = exchanges.Where(exchange => exchange.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
            .Select(exchange => (Messages: JsonElement.Parse(exchange.Request).GetProperty("messages"), exchange.Status, exchange.Answer)).ToList();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (index, turn) in turns.Index().Where(turn => turn.Item.Status == 200))
        {
            var count = turn.Messages.GetArrayLength();
            var next = turns.Skip(index + 1).FirstOrDefault(later => later.Messages.GetArrayLength() > count && IsAssistant(later.Messages[count]));
            if (next.Messages.ValueKind == JsonValueKind.Array)
            {
                found.UnionWith(Between(GivenMessage.OfAnswer(turn.Answer), GivenMessage.Of(next.Messages[count])));
                found.UnionWith(turn.Messages.EnumerateArray().Zip(next.Messages.EnumerateArray())
                    .Where(pair => !JsonElement.DeepEquals(pair.First, pair.Second))
                    .SelectMany(pair => Later(pair.First, pair.Second)));
            }
        }

        return [.. found];
    }

    private static bool IsAssistant(JsonElement message) => message.GetProperty("role").ValueEquals("assistant");

    /// <summary>How a message that was sent before is sent again.</summary>
    private static IEnumerable<string> Later(JsonElement before, JsonElement now) =>
        IsAssistant(before) && IsAssistant(now) && Between(GivenMessage.Of(before), GivenMessage.Of(now)).ToArray() is { Length: > 0 } words
            ? words
            : [$"another {now.GetProperty("role").GetString()} message than before"];

    private static IEnumerable<string> Between(GivenMessage given, GivenMessage sent)
    {
        if (sent.Name != given.Name)
        {
            yield return "a `name`";
        }

        if (Content(TextOf(given.Content), sent) is { } content)
        {
            yield return content;
        }

        if ((sent.Reasoning ?? sent.OtherReasoning) != given.Reasoning)
        {
            yield return (sent.Reasoning ?? sent.OtherReasoning) is not { } reasoning ? "no reasoning"
                : given.Reasoning is { } stored && reasoning == stored.Trim() ? "reasoning trimmed"
                : "other reasoning";
        }

        if (sent is { Reasoning: null, OtherReasoning: not null })
        {
            yield return "reasoning as `reasoning`";
        }

        if (sent.Calls.Length != given.Calls.Length || !sent.Calls.Select(call => call.Name).SequenceEqual(given.Calls.Select(call => call.Name)))
        {
            yield return "other calls";
            yield break;
        }

        if (!sent.Calls.Select(call => call.Id).SequenceEqual(given.Calls.Select(call => call.Id)))
        {
            yield return "other call ids";
        }

        foreach (var (left, right) in sent.Calls.Zip(given.Calls).Where(pair => pair.First.Arguments != pair.Second.Arguments))
        {
            yield return JsonElement.DeepEquals(JsonElement.Parse(left.Arguments), JsonElement.Parse(right.Arguments))
                ? "arguments written anew"
                : "other arguments";
        }
    }

    private static string? Content(string given, GivenMessage sent) => sent.Content.ValueKind switch
    {
        JsonValueKind.String when sent.Content.GetString() == given => null,
        JsonValueKind.String when sent.Content.GetString() == given.Trim() => "text trimmed",
        JsonValueKind.Array when TextOf(sent.Content) == given => "text in parts",
        JsonValueKind.Null or JsonValueKind.Undefined when given.Length == 0 => "null or no content for empty text",
        _ => "other text",
    };

    private static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : "?")),
        _ => "",
    };
}
