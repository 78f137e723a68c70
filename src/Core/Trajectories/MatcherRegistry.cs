using System.Collections.Immutable;

namespace Tito.Core.Trajectories;

/// <summary>The matchers that a session can choose, from the strictest on: what one accepts, those after it accept.</summary>
public static class MatcherRegistry
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<IMessageMatcher> All { get; } =
        [new StrictMatcher(), new LooseToolCallMatcher(), new RoleContentMatcher()];

    /// <summary>The matcher of a name, or null when there is none.</summary>
    public static IMessageMatcher? Find(string name) => All.FirstOrDefault(matcher => matcher.Name == name);
}
