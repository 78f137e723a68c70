using Tito.Core.Messages;
using Tito.Core.Messages.Normal;

namespace Tito.Core.Trajectories;

/// <summary>
/// Takes messages for the same that a family's template writes alike, or that differ only in what clients are known to drop or to respell;
/// docs/matching.md has the list. It never takes another tool, another value or another text.
/// </summary>
/// <remarks>
/// It renders nothing. Equal bytes are equal messages; only where they differ are the two held against each other by the hashes of their
/// normal forms, which each message keeps. Dropped reasoning matches stored reasoning, and <c>{}</c> matches a stored text that is no JSON,
/// but not the other way round.
/// </remarks>
/// <param name="form">What the family's template makes of a message's spelling.</param>
public sealed class RenderedMatcher(MessageForm form) : IMessageMatcher
{
    /// <inheritdoc/>
    public string Name => "rendered";

    /// <inheritdoc/>
    public IMessageMatcher For(MessageForm form) => new RenderedMatcher(form);

    /// <inheritdoc/>
    public bool Matches(ChatMessage stored, ChatMessage replayed) => Matches(stored, replayed, RenamedCalls.None);

    /// <inheritdoc/>
    public bool Matches(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) =>
        DistanceOf(stored, replayed, renamed) is not null;

    /// <inheritdoc/>
    public RenamedCalls After(RenamedCalls renamed, ChatMessage stored, ChatMessage replayed) => renamed.After(stored, replayed);

    /// <inheritdoc/>
    Distance? IMessageMatcher.DistanceOf(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) =>
        DistanceOf(stored, replayed, renamed);

    private Distance? DistanceOf(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) =>
        !stored.HasRoleOf(replayed) ? null
        : (stored.Role != Role.Tool || renamed.IsEmpty) && stored.IsSameText(replayed) ? Distance.None
        : stored.Role == Role.Tool && !SameCall(stored, replayed, renamed) ? null
        : SaysTheSame(stored, replayed) ? new Distance(0, 0, stored.Reasoning is not null && replayed.Reasoning is null ? 1 : 0, 0)
        : stored.Normal(form).DistanceOf(replayed.Normal(form));

    /// <summary>
    /// The usual answer of a model, sent back with its fields in another order and perhaps without its reasoning: nothing to normalize.
    /// </summary>
    private static bool SaysTheSame(ChatMessage stored, ChatMessage replayed) =>
        stored.Role == Role.Assistant
        && (replayed.Reasoning is not { } thought || (stored.Reasoning is { } own && MessageFields.SameJson(own, thought)))
        && MessageFields.Same(stored, replayed, "content", MessageFields.SameJson)
        && MessageFields.Same(
            stored, replayed, "tool_calls", (left, right) => MessageFields.SameCalls(left, right, MessageFields.SameJson));

    /// <summary>
    /// Whether two tool results answer the same call of the same function. Where no prompt tells by id, an id or a name may be missing.
    /// </summary>
    private bool SameCall(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) =>
        Same(RenamedCalls.ResultId(stored), RenamedCalls.ResultId(replayed) is { } id ? renamed.StoredId(id) : null, !form.ReadsCallIds)
        && Same(ToolName(stored), ToolName(replayed), mayBeMissing: true);

    private static bool Same(string? stored, string? replayed, bool mayBeMissing) =>
        stored is null || replayed is null ? mayBeMissing || stored == replayed : stored == replayed;

    private static string? ToolName(ChatMessage message) =>
        message.Field("name") is { ValueKind: System.Text.Json.JsonValueKind.String } name && name.GetString() is { Length: > 0 } text
            ? text
            : null;
}
