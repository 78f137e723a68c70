using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Certification;

/// <summary>The set of roles that a client may append after a generated turn. The default value is the empty set.</summary>
public readonly record struct RoleSurface
{
    private static readonly ImmutableArray<Role> Order = [Role.Tool, Role.User, Role.System, Role.Assistant];

    private RoleSurface(int bits) => Bits = bits;

    /// <summary>One bit a role; 0 to <see cref="Count"/> - 1.</summary>
    internal int Bits { get; }

    /// <summary>How many surfaces there are.</summary>
    internal const int Count = 16;

    /// <summary>The roles: tool, user, system, assistant, as far as they are in the set.</summary>
    public ImmutableArray<Role> Roles => [.. Order.Where(Contains)];

    /// <summary>The surface of some roles.</summary>
    public static RoleSurface Of(IEnumerable<Role> roles) => roles.Aggregate(default(RoleSurface), (surface, role) => surface.With(role));

    /// <summary>Whether a role is in the set.</summary>
    public bool Contains(Role role) => (Bits & (1 << (int)role)) != 0;

    /// <summary>This surface with one more role.</summary>
    public RoleSurface With(Role role) => new(Bits | (1 << (int)role));

    /// <summary>Whether every role of this surface is in another.</summary>
    public bool IsWithin(RoleSurface other) => (Bits & ~other.Bits) == 0;

    /// <summary>The surfaces within this one except for the empty one, smaller ones first.</summary>
    public ImmutableArray<RoleSurface> Subsets()
    {
        var self = this;
        return
        [
            .. Enumerable.Range(1, Count - 1).Select(bits => new RoleSurface(bits)).Where(surface => surface.IsWithin(self))
                .OrderBy(surface => surface.Roles.Length)
                .ThenBy(surface => string.Join(',', surface.Roles.Select(role => Order.IndexOf(role)))),
        ];
    }

    /// <summary>The roles as the wire writes them, as <c>tool, user</c>.</summary>
    public override string ToString() => string.Join(", ", Roles.Select(WireName.Of));
}
