using Tito.Core.Certification;
using Tito.Core.Messages;

namespace Tito.Tests.Unit.Certification;

public sealed class RoleSurfaceTests
{
    [Fact]
    public void Subsets_OfThreeRoles_AreSevenSmallerOnesFirst() => Assert.Equal(
        ["tool", "user", "system", "tool, user", "tool, system", "user, system", "tool, user, system"],
        RoleSurface.Of([Role.System, Role.Tool, Role.User]).Subsets().Select(surface => surface.ToString()));

    [Fact]
    public void IsWithin_ComparesAsSets()
    {
        var toolAndUser = RoleSurface.Of([Role.Tool, Role.User]);

        Assert.True(default(RoleSurface).IsWithin(toolAndUser));
        Assert.True(toolAndUser.IsWithin(toolAndUser));
        Assert.False(toolAndUser.IsWithin(RoleSurface.Of([Role.Tool])));
    }
}
