using System.Text.RegularExpressions;

namespace Tito.Tests.Unit.Repository;

/// <summary>
/// A switched-off rule says "Title of the rule: why it is off here" in a comment on its line, or on the line above it.
/// Where one line switches off several rules, the comment names each of them.
/// </summary>
internal static partial class Suppressions
{
    internal static IEnumerable<string> Unexplained(TextFile file) =>
        from index in Enumerable.Range(0, file.Lines.Length)
        let line = file.Lines[index]
        let rules = Rules(file, line).ToList()
        where rules.Count > 0
        let above = index > 0 ? file.Lines[index - 1] : ""
        where !IsExplained(line, rules) && !IsExplained(Comment(above), rules)
        select $"{file.Path}:{index + 1}: {line.Trim()}";

    private static IEnumerable<string> Rules(TextFile file, string line)
    {
        var pattern = Path.GetExtension(file.Path) switch
        {
            ".cs" => InCode,
            ".editorconfig" or ".globalconfig" => InAnalyzerSettings,
            ".csproj" or ".props" or ".targets" or ".proj" => InProject,
            _ => Never,
        };
        return pattern.Match(line) is { Success: true } match
            ? RuleId.Matches(match.Value).Select(rule => rule.Value).DefaultIfEmpty("every rule")
            : [];
    }

    private static bool IsExplained(string line, List<string> rules) =>
        Explanation.IsMatch(line)
        && (rules.Count == 1 || rules.All(rule => Explanation.Match(line).Value.Contains(rule, StringComparison.Ordinal)));

    private static string Comment(string line) => line.TrimStart() is ['/' or '#' or '<', '/' or ' ' or '!', ..] ? line : "";

    [GeneratedRegex(@"^\s*#pragma warning disable(?<rules>[^/]*)|SuppressMessage\(.*")]
    private static partial Regex InCode { get; }

    [GeneratedRegex(@"^\s*dotnet_\w+\.\S+\s*=\s*(none|silent)\b")]
    private static partial Regex InAnalyzerSettings { get; }

    [GeneratedRegex(@"<(NoWarn|WarningsNotAsErrors|MSBuildWarningsAsMessages)\b.*|\bNoWarn="".*")]
    private static partial Regex InProject { get; }

    [GeneratedRegex(@"(?!)")]
    private static partial Regex Never { get; }

    [GeneratedRegex(@"\b(?!LOC)[A-Z]{2,}\d{3,}\b")]
    private static partial Regex RuleId { get; }

    // Two words at least for the title, three for the reason. SuppressMessage has a place of its own for each of them.
    [GeneratedRegex(@"(//|#|<!--) ?[^\s:]+ [^:]+: \S+ \S+ \S.*|""\w+:\w+ [^""]+"", .*Justification = ""\S+ \S+ \S[^""]*""")]
    private static partial Regex Explanation { get; }
}
