using System.Collections.Immutable;
using System.Reflection;

namespace Tito.Tests.Unit.Repository;

/// <summary>A use of one folder's code by that of another folder beside it, with the two types that show it.</summary>
/// <param name="Folder">The namespace that holds both.</param>
/// <param name="From">The sub-folder whose code, or that of a folder below it, uses the other.</param>
/// <param name="To">The sub-folder that is used.</param>
/// <param name="Evidence">The two types.</param>
internal sealed record FolderArrow(string Folder, string From, string To, string Evidence)
{
    /// <summary>One of the arrows for each pair of sub-folders that a circle goes through.</summary>
    internal static IEnumerable<FolderArrow> Circular(IEnumerable<FolderArrow> all) =>
        from folder in all.GroupBy(arrow => arrow.Folder)
        let arrows = folder.Select(arrow => (arrow.From, arrow.To)).Distinct().ToList()
        from arrow in folder.DistinctBy(arrow => (arrow.From, arrow.To))
        where ModuleArrow.Reachable(arrow.To, arrows).Contains(arrow.From)
        select arrow;

    /// <summary>
    /// Every arrow between two sub-folders of one folder, read from the compiled code. A folder and its own sub-folders may know each other.
    /// </summary>
    internal static ImmutableArray<FolderArrow> Between(Assembly assembly, string root) =>
    [
        .. from type in assembly.GetTypes()
           let source = Segments(type, root)
           where source.Length > 0
           from target in TypeReferences.Of(type)
           where target.Assembly == assembly
           let parts = Segments(target, root)
           let common = source.Zip(parts).TakeWhile(pair => pair.First == pair.Second).Count()
           where common < source.Length && common < parts.Length
           let folder = string.Join('.', [root, .. source.Take(common)])
           select new FolderArrow(folder, source[common], parts[common], $"{type.FullName} uses {target.FullName}"),
    ];

    private static string[] Segments(Type type, string root)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.') : [];
    }
}
