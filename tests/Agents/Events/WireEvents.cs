using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Agents.Runs.Given;

namespace Tito.Tests.Agents.Events;

/// <summary>The events of a stream as they are on the wire, each by its kind.</summary>
internal static class WireEvents
{
    private static readonly string[] Parts = ["delta", "content_block", "item", "part"];

    /// <summary>The kinds: an event's type and that of what it carries; a chunk has no type, and is called by what it brings.</summary>
    /// <param name="stream">The body of the answer.</param>
    public static ImmutableArray<string> Of(string stream) =>
    [
        .. stream.Split('\n')
            .Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => Kind(JsonElement.Parse(line[6..]))),
    ];

    /// <summary>The kinds with deltas of one kind that follow each other as one: how many there are is the tokens' doing.</summary>
    public static ImmutableArray<string> Shortened(IEnumerable<string> kinds)
    {
        var shortened = ImmutableArray.CreateBuilder<string>();
        foreach (var kind in kinds.Where(kind => shortened.Count == 0 || kind != shortened[^1]))
        {
            shortened.Add(kind);
        }

        return shortened.DrainToImmutable();
    }

    private static string Kind(JsonElement data) => GivenJson.Text(data, "type") is { } type
        ? string.Join(' ', [type, .. Parts.Select(part => TypeOf(data, part)).OfType<string>().Take(1)])
        : string.Join(' ', Brought(data));

    private static string? TypeOf(JsonElement data, string part) =>
        data.TryGetProperty(part, out var value) ? GivenJson.Text(value, "type") : null;

    private static IEnumerable<string> Brought(JsonElement chunk)
    {
        foreach (var choice in GivenJson.List(chunk, "choices"))
        {
            var members = choice.GetProperty("delta").EnumerateObject();
            foreach (var member in members.Where(member => member.Value.ValueKind != JsonValueKind.Null))
            {
                yield return member.Name;
            }

            if (GivenJson.Text(choice, "finish_reason") is not null)
            {
                yield return "finish_reason";
            }
        }

        if (chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            yield return "usage";
        }
    }
}
