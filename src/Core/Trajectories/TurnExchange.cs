using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>
/// The exchange with the engine behind a turn, for the session's records. Of it, only the weight version is part of the digest.
/// </summary>
public sealed record TurnExchange
{
    /// <summary>When the request went to the engine.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the turn was ready to be committed.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>
    /// The name of the wire by which the engine was asked; null of a turn from a release that had only one, or from a recording.
    /// </summary>
    public string? Engine { get; init; }

    /// <summary>
    /// The fields that went to the engine beside prompt, messages and inputs, which the turn itself holds: a JSON object that only the
    /// engine's client can read.
    /// </summary>
    public required JsonElement Request { get; init; }

    /// <summary>The rest of the engine's answer: a JSON object that only the engine's client can read.</summary>
    public required JsonElement Response { get; init; }

    /// <summary>The engine's id of the answer, by which an agent knows its branches, or null when it gave none.</summary>
    public string? ResponseId { get; init; }

    /// <summary>
    /// The tag by which the client names the conversation that this turn begins (<see cref="AgentTag"/>); null where it gave none, and of
    /// every turn that continues another one.
    /// </summary>
    public string? Agent { get; init; }

    /// <summary>
    /// The line of the session that this turn begins, as the client named it; null where it did not, and of every turn that continues
    /// another one.
    /// </summary>
    public SessionLine? Line { get; init; }

    /// <summary>
    /// Sampled calls before this turn that its request had otherwise, where no turn before was told of the same: the prompt has them as
    /// they were sampled. In the order of the conversation.
    /// </summary>
    public ImmutableArray<MessageDifference> Altered { get; init; } = [];

    /// <summary>Tokens that the engine counted in the prompt, or null when it did not say.</summary>
    public int? PromptTokens { get; init; }

    /// <summary>Prompt tokens that the engine found in its prefix cache, or null when it did not say.</summary>
    public int? CachedTokens { get; init; }

    /// <summary>The version of the weights that sampled the completion, or null when the engine did not say.</summary>
    public string? WeightVersion { get; init; }

    /// <summary>The versions that sampled it where the weights changed meanwhile, in order; empty when the engine gave none.</summary>
    public ImmutableArray<WeightSpan> WeightSpans { get; init; } = [];

    /// <summary>
    /// The field in which the message that the engine made is not what the sampled tokens say: <c>reasoning_content</c>, <c>content</c> or
    /// <c>tool_calls</c>; null where there is none.
    /// </summary>
    public string? Disagreement { get; init; }

    /// <summary>Every version of the weights that had part in the completion, in order; of one without a name none.</summary>
    public IEnumerable<string> WeightVersions => WeightSpans.IsEmpty
        ? WeightVersion is { } version ? [version] : []
        : WeightSpans.Where(span => span.End > span.Start).Select(span => span.Version).Distinct();
}
