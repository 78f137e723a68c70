using Tito.Core.Messages;
using Tito.Core.Messages.Normal;

namespace Tito.Core.Trajectories;

/// <summary>
/// Compares <c>role</c> and <c>content</c> alone: for harnesses that drop or rewrite reasoning and tool calls when they replay them. A list
/// of text parts is the text that it is written as.
/// </summary>
/// <param name="form">What the family's template makes of a message's spelling.</param>
public sealed class RoleContentMatcher(MessageForm form) : IMessageMatcher
{
    /// <inheritdoc/>
    public string Name => "role_content_only";

    /// <inheritdoc/>
    public IMessageMatcher For(MessageForm form) => new RoleContentMatcher(form);

    /// <inheritdoc/>
    public bool Matches(ChatMessage stored, ChatMessage replayed) =>
        stored.IsSameText(replayed)
            || (stored.HasRoleOf(replayed)
                && (MessageFields.Same(stored, replayed, "content", MessageFields.SameJson) || SameText(stored, replayed)));

    private bool SameText(ChatMessage stored, ChatMessage replayed)
    {
        var (left, right) = (stored.Field("content"), replayed.Field("content"));
        return (ContentForm.IsTextParts(left) || ContentForm.IsTextParts(right))
            && ContentForm.Of(left, form.SeparatorOf(stored.Role)) == ContentForm.Of(right, form.SeparatorOf(stored.Role));
    }
}
