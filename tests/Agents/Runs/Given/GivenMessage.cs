using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs.Given;

/// <summary>An assistant message as a client got it from an answer, whole or streamed, or sent it in a request.</summary>
/// <param name="Content">Its content as chat completions have it; undefined when it has none.</param>
/// <param name="Reasoning">What it thought, or null.</param>
/// <param name="Calls">Its tool calls.</param>
internal sealed record GivenMessage(JsonElement Content, string? Reasoning, ImmutableArray<GivenCall> Calls)
{
    /// <summary>What it thought where it stands under the name <c>reasoning</c>, or null.</summary>
    public string? OtherReasoning { get; init; }

    /// <summary>Its <c>name</c>, or null.</summary>
    public string? Name { get; init; }

    /// <summary>What seals its thoughts, or null.</summary>
    public string? Seal { get; init; }

    /// <summary>The ids of its items; empty on other wires.</summary>
    public ImmutableArray<string> Ids { get; init; } = [];

    /// <summary>Whether a client names it instead of sending it.</summary>
    public bool IsReferred { get; init; }

    /// <summary>Whether a message that was sent is this one, however it is spelled: it names a call of it, or says the same.</summary>
    public bool IsMeantBy(GivenMessage sent) => sent.IsReferred
        || Calls.Any(call => sent.Calls.Any(other => other.Id == call.Id))
        || (Calls.IsEmpty && sent.Calls.IsEmpty
            && GivenJson.TextOf(Content).AsSpan().Trim().SequenceEqual(GivenJson.TextOf(sent.Content).AsSpan().Trim()));
}
