using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tito.Tests.Unit.Repository;

/// <summary>A folder is a namespace, and a file is one top-level type of the same name (<c>Type.cs</c>, <c>Type.Topic.cs</c>).</summary>
internal static partial class SourceShape
{
    internal static IEnumerable<string> Violations(TextFile file, string expectedNamespace)
    {
        if (Path.GetFileName(file.Path) == "Program.cs")
        {
            yield break; // the entry point's top-level statements have no type to be named after
        }

        var code = file.Code;
        var found = FileNamespace.Match(code).Groups["name"].Value;
        if (found != expectedNamespace)
        {
            yield return $"{file.Path}: 'namespace {expectedNamespace};' expected, '{found}' found";
        }

        var types = TopLevelTypes(code).ToList();
        if (types.Count != 1)
        {
            yield return $"{file.Path}: one top-level type expected, {types.Count} found ({string.Join(", ", types)})";
            yield break;
        }

        var name = Path.GetFileNameWithoutExtension(file.Path);
        var isPart = name.StartsWith(types[0] + ".", StringComparison.Ordinal) && Partial.IsMatch(code);
        if (name != types[0] && !isPart)
        {
            yield return $"{file.Path}: the file of {types[0]} is named {types[0]}.cs, or {types[0]}.Topic.cs for a part of it";
        }
    }

    /// <summary>The root namespace of the project that holds the file, then the folders below the project.</summary>
    internal static string NamespaceOf(string path, IEnumerable<TextFile> projects)
    {
        var project = projects.Single(candidate => path.StartsWith(Folder(candidate.Path) + "/", StringComparison.Ordinal));
        var root = XDocument.Parse(project.Text).Descendants("RootNamespace").Single().Value;
        var below = Folder(path)[Folder(project.Path).Length..];
        return root + below.Replace('/', '.');
    }

    private static IEnumerable<string> TopLevelTypes(string code)
    {
        var depth = 0;
        var scanned = 0;
        foreach (Match match in Declaration.Matches(code))
        {
            var between = code.AsSpan(scanned..match.Index);
            depth += between.Count('{') - between.Count('}');
            scanned = match.Index;
            if (depth == 0)
            {
                yield return match.Groups["name"].Value;
            }
        }
    }

    private static string Folder(string path) => path[..path.LastIndexOf('/')];

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex FileNamespace { get; }

    // A constraint ("where T : class") looks like a declaration and is told apart by what stands before it.
    [GeneratedRegex(@"(?<![:,]\s*|\bref\s+(?=struct\s*(where|\{)))\b((record\s+)?(class|struct)|record|interface|enum|delegate\s(\([^()]*\))?[^;({]*?)\s+(?<name>\w+)\s*(?=[<(:;{]|where\b)")]
    private static partial Regex Declaration { get; }

    [GeneratedRegex(@"\bpartial\s+((record\s+)?(class|struct)|record|interface)\b")]
    private static partial Regex Partial { get; }
}
