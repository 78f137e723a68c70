using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The matchers that a session can choose. From <c>strict</c> to <c>loose_tool_call</c> to <c>rendered</c> an assistant message matches
/// that matched before, and so it does from <c>loose_tool_call</c> to <c>role_content_only</c>.
/// </summary>
public static class MatcherRegistry
{
    /// <summary>All of them, for a template of which nothing is known.</summary>
    public static ImmutableArray<IMessageMatcher> All { get; } =
    [
        new StrictMatcher(), new LooseToolCallMatcher(), new RenderedMatcher(MessageForm.Unknown),
        new RoleContentMatcher(MessageForm.Unknown),
    ];

    /// <summary>The matcher of a name, or null when there is none.</summary>
    public static IMessageMatcher? Find(string name) => All.FirstOrDefault(matcher => matcher.Name == name);
}
