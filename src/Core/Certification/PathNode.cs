using Tito.Core.Messages;
using Tito.Jinja.Values;

namespace Tito.Core.Certification;

/// <summary>A conversation on a path: its last message, its renders, and what may follow it.</summary>
/// <param name="Variant">The last message.</param>
/// <param name="Messages">All messages.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Surface">The roles appended after generated turns.</param>
/// <param name="CutIndex">The number of messages up to the last assistant turn with it; 0 when there is none.</param>
/// <param name="PendingCalls">The tool calls that still lack a result.</param>
internal sealed record PathNode(MessageVariant Variant, ListValue Messages, int Count, RoleSurface Surface, int CutIndex, int PendingCalls)
{
    /// <summary>The render without a generation prompt; set when the last message is an assistant's.</summary>
    public string? Closed { get; set; }

    /// <summary>Whether a session can hold this: a system message alone opens none.</summary>
    public bool IsConversation => CutIndex > 0 || Variant.Role == Role.User;

    /// <summary>The render with a generation prompt; after an assistant turn only where assistant turns may be appended.</summary>
    public string? Open { get; set; }
}
