using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// Compares <c>role</c>, <c>content</c>, <c>reasoning_content</c> and <c>tool_calls</c>; other keys are not looked at. In each of
/// them absent, null, <c>""</c> and <c>[]</c> are the same. A tool call's <c>index</c>, which only streams carry, is not compared.
/// </summary>
public sealed class StrictMatcher : IMessageMatcher
{
    /// <inheritdoc/>
    public string Name => "strict";

    /// <inheritdoc/>
    public bool Matches(ChatMessage stored, ChatMessage replayed) => IsSame(stored, replayed);

    /// <summary>What this matcher says.</summary>
    internal static bool IsSame(ChatMessage stored, ChatMessage replayed) => Matches(stored, replayed, SameCall);

    /// <summary>The comparison of this matcher, with another way to compare a tool call.</summary>
    internal static bool Matches(ChatMessage stored, ChatMessage replayed, Func<JsonElement, JsonElement, bool> sameCall) =>
        stored.IsSameText(replayed)
        || (stored.HasRoleOf(replayed)
            && MessageFields.Same(stored, replayed, "content", MessageFields.SameJson)
            && MessageFields.Same(stored, replayed, "reasoning_content", MessageFields.SameJson)
            && MessageFields.Same(stored, replayed, "tool_calls", (left, right) => MessageFields.SameCalls(left, right, sameCall)));

    private static bool SameCall(JsonElement left, JsonElement right) =>
        MessageFields.SameObject(left, right, "index", (_, one, other) => MessageFields.SameJson(one, other));
}
