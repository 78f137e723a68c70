using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// Compares <c>role</c> and <c>content</c> alone: for harnesses that drop or rewrite reasoning and tool calls when they replay them.
/// </summary>
public sealed class RoleContentMatcher : IMessageMatcher
{
    /// <inheritdoc/>
    public string Name => "role_content_only";

    /// <inheritdoc/>
    public bool Matches(ChatMessage stored, ChatMessage replayed) =>
        stored.IsSameText(replayed)
            || (stored.HasRoleOf(replayed) && MessageFields.Same(stored, replayed, "content", MessageFields.SameJson));
}
