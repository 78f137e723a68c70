using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs.Given;

/// <summary>One of the wires that agents speak, as far as their history is to be told from it.</summary>
/// <param name="Route">The end of its path.</param>
/// <param name="History">The conversation of a request.</param>
/// <param name="Whole">The message of a whole answer.</param>
/// <param name="Streamed">The message of a stream's events.</param>
internal sealed record GivenWire(
    string Route,
    Func<JsonElement, ImmutableArray<GivenEntry>> History,
    Func<JsonElement, GivenMessage> Whole,
    Func<IEnumerable<JsonElement>, GivenMessage> Streamed)
{
    public static ImmutableArray<GivenWire> All { get; } =
    [
        new("chat/completions", GivenChat.History, GivenChat.Whole, GivenChat.Streamed),
        new("messages", GivenBlocks.History, GivenBlocks.Of, GivenBlocks.Streamed),
        new("responses", GivenItems.History, GivenItems.Whole, GivenItems.Streamed),
    ];

    /// <summary>The message of an answer; a stream may begin with a comment or an event's name.</summary>
    public GivenMessage AnswerOf(string answer) => answer.StartsWith('{')
        ? Whole(JsonElement.Parse(answer))
        : Streamed(answer.Split('\n')
            .Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[6..])));
}
