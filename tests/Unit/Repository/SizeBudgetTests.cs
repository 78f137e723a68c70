namespace Tito.Tests.Unit.Repository;

public sealed class SizeBudgetTests(ITestOutputHelper output)
{
    private const double AboveTargetCeiling = 0.15;
    private const string WaiverPath = "tests/Unit/Repository/size-waivers.txt";

    private static readonly TextFile[] Sources = [.. RepositoryTree.CSharpIn("src", "functions", "tests")];

    [Fact]
    public void Sources_AreNotAboveTheStop() => Findings.AssertNone(
        $"A file has at most {SizeBudget.Stop} lines. Split it by concept; a data table alone may have a line in {WaiverPath}:",
        SizeBudget.Violations(Sources, RepositoryTree.Read(WaiverPath)));

    [Fact]
    public void Sources_AreMostlyWithinTheTarget()
    {
        var above = Sources
            .Where(file => SizeBudget.LineCount(file) > SizeBudget.Target)
            .OrderByDescending(SizeBudget.LineCount)
            .Select(file => $"{SizeBudget.LineCount(file)} {file.Path}")
            .ToList();
        var report = $"{above.Count} of {Sources.Length} files are above {SizeBudget.Target} lines:\n  {string.Join("\n  ", above)}";
        output.WriteLine(report);

        Assert.True(
            above.Count <= AboveTargetCeiling * Sources.Length,
            $"At most {AboveTargetCeiling:P0} of the files may be above the target. Split the longest by concept. {report}");
    }

    [Fact]
    public void Violations_WhenAFileIsTooLongAndAWaiverIsStale_NamesBoth()
    {
        TextFile[] files = [Lines("src/Long.cs", 401), Lines("src/Waived.cs", 500), Lines("src/Edge.cs", 400)];
        var waivers = new TextFile("waivers", "# comment\nsrc/Waived.cs | \nsrc/Edge.cs | a table\n");

        Assert.Equal(
            [
                "src/Long.cs: 401 lines and no waiver",
                "src/Edge.cs: not above 400 lines any more; take its waiver away",
                "src/Waived.cs: a waiver reads 'path | reason'",
            ],
            SizeBudget.Violations(files, waivers));
    }

    private static TextFile Lines(string path, int count) => new(path, string.Concat(Enumerable.Repeat("x\n", count)));
}
