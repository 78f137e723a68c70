namespace Tito.Tests.Unit.Repository;

public sealed class WidthTests
{
    private const int MaxColumns = 140;
    private const string WaiverPath = "tests/Unit/Repository/width-waivers.txt";

    [Fact]
    public void Lines_OfTheProduct_AreNotWiderThanAPage() => Findings.AssertNone(
        $"A line has at most {MaxColumns} columns. Break it; quoted text that must stay one line may have a line in {WaiverPath}:",
        Violations(RepositoryTree.CSharpIn("src", "functions"), RepositoryTree.Read(WaiverPath)));

    [Fact]
    public void Violations_WhenALineIsTooWideOrAWaiverIsStale_NamesBoth()
    {
        TextFile[] files = [Wide("src/Wide.cs", 141), Wide("src/Edge.cs", 140), Wide("src/Waived.cs", 141), Wide("src/Unsaid.cs", 141)];
        var waivers = new TextFile("waivers", "# comment\nsrc/Waived.cs | a quotation\nsrc/Edge.cs | a quotation\nsrc/Unsaid.cs |\n");

        Assert.Equal(
            [
                "src/Wide.cs:2: 141 columns",
                "src/Edge.cs: no line is wider any more; take its waiver away",
                "src/Unsaid.cs: a waiver reads 'path | reason'",
            ],
            Violations(files, waivers));
    }

    private static IEnumerable<string> Violations(IEnumerable<TextFile> files, TextFile waivers)
    {
        var wide = files.ToDictionary(file => file.Path, WideLines).Where(file => file.Value.Count > 0).ToDictionary();
        var waived = waivers.Lines
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "");
        return
        [
            .. wide.Where(file => !waived.ContainsKey(file.Key)).SelectMany(file => file.Value),
            .. waived.Keys.Except(wide.Keys).Select(path => $"{path}: no line is wider any more; take its waiver away"),
            .. waived.Where(waiver => waiver.Value.Length == 0).Select(waiver => $"{waiver.Key}: a waiver reads 'path | reason'"),
        ];
    }

    private static List<string> WideLines(TextFile file) =>
    [
        .. file.Lines.Index()
            .Where(line => line.Item.Length > MaxColumns)
            .Select(line => $"{file.Path}:{line.Index + 1}: {line.Item.Length} columns"),
    ];

    private static TextFile Wide(string path, int columns) => new(path, $"short\n{new string('x', columns)}\n");
}
