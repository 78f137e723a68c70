using System.Collections.Immutable;
using System.Reflection;

namespace Tito.Tests.Unit.Repository;

/// <summary>A use of one module by another, with the two types that show it.</summary>
internal sealed record ModuleArrow(string From, string To, string Evidence)
{
    /// <summary>
    /// Every arrow from a module under a root namespace to another one or to a library, read from the compiled code. A library is named
    /// by the last part of its assembly's name.
    /// </summary>
    internal static ImmutableArray<ModuleArrow> Between(Assembly assembly, string root, params Assembly[] libraries) =>
    [
        .. from type in assembly.GetTypes()
           let source = ModuleOf(type, root)
           where source is not null
           from target in TypeReferences.Of(type)
           let module = target.Assembly == assembly ? ModuleOf(target, root) : libraries.Contains(target.Assembly) ? NameOf(target.Assembly) : null
           where module is not null && module != source
           select new ModuleArrow(source, module, $"{type.FullName} uses {target.FullName}"),
    ];

    /// <summary>All modules that can be reached from one module along the arrows, itself left out.</summary>
    internal static ImmutableSortedSet<string> Reachable(string start, IEnumerable<(string From, string To)> arrows)
    {
        var targets = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var module))
        {
            foreach (var target in targets[module].Where(reached.Add))
            {
                open.Push(target);
            }
        }

        return [.. reached];
    }

    /// <summary>The last part of an assembly's name.</summary>
    internal static string NameOf(Assembly library) => library.GetName().Name!.Split('.')[^1];

    /// <summary>The namespace segment after the root, or null for a type that is not under it.</summary>
    internal static string? ModuleOf(Type type, string root)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal)
            ? name[(root.Length + 1)..].Split('.')[0]
            : null;
    }
}
