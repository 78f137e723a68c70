using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Agents.Runs.Given;

namespace Tito.Tests.Agents.Runs;

/// <summary>How one message of the assistant comes back.</summary>
internal static class MessageRespellings
{
    /// <summary>The differences; none for a message that is named instead of sent.</summary>
    public static ImmutableArray<string> Between(GivenMessage given, GivenMessage sent) => sent.IsReferred || given.IsReferred
        ? ["item references"]
        : [.. Content(given.Content, sent.Content), .. Reasoning(given, sent), .. Marks(given, sent), .. Calls(given, sent)];

    private static string[] Content(JsonElement json, JsonElement sent) => (GivenJson.TextOf(json), sent.ValueKind) switch
    {
        ("", JsonValueKind.Undefined) when json.ValueKind == JsonValueKind.Undefined => [],
        (var given, JsonValueKind.String) when sent.GetString() == given => [],
        (var given, JsonValueKind.String) when sent.GetString() == given.Trim() => ["text trimmed"],
        (var given, JsonValueKind.Array) when GivenJson.TextOf(sent) == given => ["text in parts"],
        ("", JsonValueKind.Null or JsonValueKind.Undefined) => ["null or no content for empty text"],
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

    private static IEnumerable<string> Marks(GivenMessage given, GivenMessage sent)
    {
        if (sent.Name != given.Name)
        {
            yield return "a `name`";
        }

        if (sent.Seal != given.Seal && sent.Reasoning is not null)
        {
            yield return string.IsNullOrEmpty(sent.Seal) ? "no signature" : "another signature";
        }

        if (!sent.Ids.SequenceEqual(given.Ids))
        {
            yield return sent.Ids.IsEmpty ? "no item ids" : "other item ids";
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
            yield return GivenJson.IsSame(left.Arguments, right.Arguments) ? "arguments written anew" : "other arguments";
        }
    }
}
