using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs;

/// <summary>How an agent sends back what it was given, where that is not as it came: in the words of the table.</summary>
internal static class Respellings
{
    /// <summary>Each difference once, in the order of the alphabet.</summary>
    public static ImmutableArray<string> In(ImmutableArray<Exchange> exchanges)
    {
        var turns = exchanges.Where(exchange => exchange.IsTurn).ToImmutableArray();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (index, turn) in turns.Index().Where(turn => turn.Item.Status == 200))
        {
            // The next request that has an assistant message where this one ended; side requests have none there.
            var count = turn.Messages.Length;
            var next = turns.Skip(index + 1).FirstOrDefault(later => later.Messages.Length > count && IsAssistant(later.Messages[count]));
            if (next is not null)
            {
                found.UnionWith(Between(GivenMessage.OfAnswer(turn.Answer), GivenMessage.Of(next.Messages[count])));
                found.UnionWith(turn.Messages.Zip(next.Messages)
                    .Where(pair => !JsonElement.DeepEquals(pair.First, pair.Second))
                    .SelectMany(pair => Later(pair.First, pair.Second)));
            }
        }

        return [.. found];
    }

    private static bool IsAssistant(JsonElement message) => message.GetProperty("role").ValueEquals("assistant");

    /// <summary>How a message that was sent before is sent again.</summary>
    private static string[] Later(JsonElement before, JsonElement now) =>
        IsAssistant(before) && IsAssistant(now) && Between(GivenMessage.Of(before), GivenMessage.Of(now)) is { Length: > 0 } words
            ? words
            : [$"another {now.GetProperty("role").GetString()} message than before"];

    private static string[] Between(GivenMessage given, GivenMessage sent) =>
        [.. Content(TextOf(given.Content), sent.Content), .. Reasoning(given, sent), .. Name(given, sent), .. Calls(given, sent)];

    private static string[] Name(GivenMessage given, GivenMessage sent) => sent.Name == given.Name ? [] : ["a `name`"];

    private static string[] Content(string given, JsonElement sent) => sent.ValueKind switch
    {
        JsonValueKind.String when sent.GetString() == given => [],
        JsonValueKind.String when sent.GetString() == given.Trim() => ["text trimmed"],
        JsonValueKind.Array when TextOf(sent) == given => ["text in parts"],
        JsonValueKind.Null or JsonValueKind.Undefined when given.Length == 0 => ["null or no content for empty text"],
        _ => ["other text"],
    };

    private static IEnumerable<string> Reasoning(GivenMessage given, GivenMessage sent)
    {
        if (sent is { Reasoning: null, OtherReasoning: not null })
        {
            yield return "reasoning as `reasoning`";
        }

        var reasoning = sent.Reasoning ?? sent.OtherReasoning;
        if (reasoning != given.Reasoning)
        {
            yield return reasoning is null ? "no reasoning"
                : reasoning == given.Reasoning?.Trim() ? "reasoning trimmed"
                : "other reasoning";
        }
    }

    private static IEnumerable<string> Calls(GivenMessage given, GivenMessage sent)
    {
        if (!sent.Calls.Select(call => call.Name).SequenceEqual(given.Calls.Select(call => call.Name)))
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

    private static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(
            content.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : "?")),
        _ => "",
    };
}
