using System.Text.RegularExpressions;

namespace Tito.Tests.Unit.Repository;

/// <summary>What docs/reference-tests.md says of each test of the reference.</summary>
internal static partial class ReferenceTestTable
{
    /// <summary>Rows that name neither a counterpart nor a reason, or a counterpart that there is not.</summary>
    /// <param name="markdown">The document.</param>
    /// <param name="sources">The test sources.</param>
    /// <param name="corpus">The text of a file of the golden corpus, or null when there is none.</param>
    public static IEnumerable<string> Wrong(string markdown, IEnumerable<TextFile> sources, Func<string, string?> corpus)
    {
        var tests = sources.ToLookup(file => Path.GetFileNameWithoutExtension(file.Path), file => file.Text);
        foreach (var (reference, ours) in Rows(markdown))
        {
            var named = Quoted().Matches(ours).Select(match => match.Groups[1].Value).ToList();
            if (named.Count == 0 && !ours.StartsWith("does not apply: ", StringComparison.Ordinal))
            {
                yield return $"{reference}: neither a counterpart nor a reason";
            }

            foreach (var name in named.Where(name => !Exists(name, tests, corpus)))
            {
                yield return $"{reference}: there is no {name}";
            }
        }
    }

    private static IEnumerable<(string Reference, string Ours)> Rows(string markdown) => markdown
        .Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal) && line != "| reference | ours |")
        .Select(line => line.Trim('|', ' ').Split(" | ", 2))
        .Select(cells => (cells[0], cells.Length == 2 ? cells[1] : ""));

    /// <summary>A name is <c>Class.Method</c>, or <c>folder/file: case</c> of the corpus.</summary>
    private static bool Exists(string name, ILookup<string, string> tests, Func<string, string?> corpus) => name.Split(": ", 2) is [var file, var item]
        ? corpus(file)?.Contains($"{{\"name\":\"{item}\",", StringComparison.Ordinal) == true
        : name.Split('.') is [var type, var method] && tests[type].Any(text => Regex.IsMatch(text, $@"public (async Task|Task|void) {Regex.Escape(method)}\("));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
