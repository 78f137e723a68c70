using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs.Given;

/// <summary>OpenAI's Responses, whose messages are items: those of an answer that follow each other are one message.</summary>
internal static class GivenItems
{
    public static ImmutableArray<GivenEntry> History(JsonElement body)
    {
        var entries = ImmutableArray.CreateBuilder<GivenEntry>();
        var items = new List<JsonElement>();
        foreach (var item in GivenJson.List(body, "input"))
        {
            if (IsOfAnswer(item))
            {
                items.Add(item);
                continue;
            }

            Flush();
            entries.Add(new(GivenJson.Text(item, "role") ?? GivenJson.Text(item, "type") ?? "", GivenJson.Said(item), null));
        }

        Flush();
        return entries.ToImmutable();

        void Flush()
        {
            if (items.Count > 0)
            {
                entries.Add(new("assistant", default, Of(items)));
                items.Clear();
            }
        }
    }

    public static GivenMessage Whole(JsonElement answer) => Of([.. answer.GetProperty("output").EnumerateArray()]);

    /// <summary>The items that came whole; the last event has them all as well.</summary>
    public static GivenMessage Streamed(IEnumerable<JsonElement> events) =>
        Of([.. events.Where(each => GivenJson.Text(each, "type") == "response.output_item.done").Select(each => each.GetProperty("item"))]);

    private static bool IsOfAnswer(JsonElement item) => GivenJson.Text(item, "type") switch
    {
        "reasoning" or "function_call" or "custom_tool_call" or "item_reference" => true,
        _ => GivenJson.Text(item, "role") == "assistant",
    };

    private static GivenMessage Of(IReadOnlyList<JsonElement> items)
    {
        var texts = items.Where(item => GivenJson.Text(item, "role") == "assistant").ToList();
        var thoughts = items.Where(item => GivenJson.Text(item, "type") == "reasoning").ToList();
        return new(
            texts.Count == 0
                ? default
                : GivenJson.String(string.Concat(texts.Select(item => GivenJson.TextOf(item.GetProperty("content"))))),
            thoughts.Exists(item => GivenJson.List(item, "content").Length > 0)
                ? string.Concat(thoughts.SelectMany(item => GivenJson.List(item, "content")).Select(part => GivenJson.Text(part, "text")))
                : null,
            [.. items.Where(item => GivenJson.Text(item, "call_id") is not null).Select(item => new GivenCall(
                GivenJson.Text(item, "call_id")!,
                GivenJson.Text(item, "name") ?? "",
                GivenJson.Text(item, "arguments") ?? GivenJson.Text(item, "input") ?? ""))])
        {
            Seal = string.Concat(thoughts.Select(item => GivenJson.Text(item, "encrypted_content"))) is { Length: > 0 } seal ? seal : null,
            Ids = [.. items.Select(item => GivenJson.Text(item, "id")).OfType<string>()],
            IsReferred = items.Any(item => GivenJson.Text(item, "type") == "item_reference"),
        };
    }
}
