using System.Text.Json.Nodes;

namespace Tito.Tests.Integration.Faults;

/// <summary>Spoils an engine's answers, whole or in frames, by the names that the wires have for ids, logprobs and counts.</summary>
internal static class AnswerSpoil
{
    private const string Event = "data: ";
    private const string Nan = "NaN";

    /// <summary>An answer that claims one token more than it has.</summary>
    public static string Count(string body) => Each(body, (name, value) => name == "completion_tokens" ? value.GetValue<int>() + 1 : null);

    /// <summary>An answer whose ids are all one that no vocabulary has.</summary>
    public static string Id(string body) => Each(body, (name, value) => (name, value) switch
    {
        ("output_ids" or "token_ids", JsonArray ids) => All(ids, _ => 999_999),
        ("output_token_logprobs", JsonArray triples) => All(triples, triple => new JsonArray(triple![0]!.DeepClone(), 999_999, null)),
        ("tokens", JsonArray tokens) => All(tokens, _ => "token_id:999999"),
        ("token", JsonValue) => "token_id:999999",
        _ => null,
    });

    /// <summary>An answer whose logprobs are all above 0.</summary>
    public static string Positive(string body) => Logprob(body, 0.5);

    /// <summary>An answer whose logprobs are all NaN, as Python writes it.</summary>
    public static string NotANumber(string body) => Logprob(body, Nan).Replace($"\"{Nan}\"", Nan, StringComparison.Ordinal);

    private static string Logprob(string body, JsonNode logprob) => Each(body, (name, value) => (name, value) switch
    {
        ("output_token_logprobs", JsonArray triples) =>
            All(triples, triple => new JsonArray(logprob.DeepClone(), triple![1]!.DeepClone(), null)),
        ("token_logprobs", JsonArray numbers) => All(numbers, _ => logprob.DeepClone()),
        ("logprob", JsonValue) => logprob.DeepClone(),
        _ => null,
    });

    private static string Each(string body, Func<string, JsonNode, JsonNode?> change) => body.StartsWith(Event, StringComparison.Ordinal)
        ? string.Concat(body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame.EndsWith('}')
            ? $"{Event}{Spoiled(frame[Event.Length..], change)}\n\n"
            : $"{frame}\n\n"))
        : Spoiled(body, change);

    private static string Spoiled(string json, Func<string, JsonNode, JsonNode?> change)
    {
        var root = JsonNode.Parse(json)!;
        Walk(root, change);
        return root.ToJsonString();
    }

    private static void Walk(JsonNode? node, Func<string, JsonNode, JsonNode?> change)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is not null && change(name, value) is { } other)
                    {
                        members[name] = other;
                    }
                    else
                    {
                        Walk(value, change);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Walk(item, change);
                }

                break;
        }
    }

    private static JsonArray All(JsonArray items, Func<JsonNode?, JsonNode?> change) => [.. items.Select(change)];
}
