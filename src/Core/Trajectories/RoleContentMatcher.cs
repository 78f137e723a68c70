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

    /// <inheritdoc/>
    /// <remarks>Whatever was called matches; what <c>rendered</c> does not take for the same is as far away as an altered call.</remarks>
    Distance? IMessageMatcher.DistanceOf(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) =>
        !Matches(stored, replayed) ? null
        : ((IMessageMatcher)new RenderedMatcher(form)).DistanceOf(Compared(stored, replayed), replayed, renamed)
            ?? new Distance(1, 0, 0, 1);

    /// <summary>
    /// The stored message, without its calls where the replayed one has none: its harness may have dropped them, so that they say nothing
    /// of which turn is replayed.
    /// </summary>
    private static ChatMessage Compared(ChatMessage stored, ChatMessage replayed) =>
        MessageFields.IsNothing(replayed.Field("tool_calls")) && !MessageFields.IsNothing(stored.Field("tool_calls"))
            ? stored.With("tool_calls", "")
            : stored;

    private bool SameText(ChatMessage stored, ChatMessage replayed)
    {
        var (left, right) = (stored.Field("content"), replayed.Field("content"));
        return (ContentForm.IsTextParts(left) || ContentForm.IsTextParts(right))
            && ContentForm.Of(left, form.SeparatorOf(stored.Role)) == ContentForm.Of(right, form.SeparatorOf(stored.Role));
    }
}
