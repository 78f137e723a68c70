using System.Text.RegularExpressions;

namespace Tito.Tests.Unit.Repository;

/// <summary>Nothing in the repository depends on the machine or the feed of whoever wrote it.</summary>
public sealed partial class MachineTests
{
    private const int BinaryProbeLength = 8192;

    [Fact]
    public void Repository_NoTextFile_NamesAMachinesPathOrAPackageFeed() => Findings.AssertNone(
        "Make the path relative to the repository or a parameter; write lock files without the feed's host:",
        RepositoryTree.Files.Select(RepositoryTree.Read).Where(IsText).SelectMany(MachineFacts));

    // The samples are put together here so that this file does not find itself.
    [Theory]
    [InlineData("see /", "home/someone/x")]
    [InlineData("\"/", "root/.cache\"")]
    [InlineData("/", "work/main")]
    [InlineData("cd /", "tmp/x")]
    [InlineData("/", "Users/someone/")]
    [InlineData("C:\\", "Users\\someone")]
    [InlineData("https://registry.", "npmjs.org/x")]
    [InlineData("https://api.nuget", ".org/v3")]
    [InlineData("\"resolved\"", ": \"https://example.com\"")]
    public void MachineFacts_WhenALineHasOne_NamesThePlace(string start, string end) =>
        Assert.StartsWith("X.md:2: ", Assert.Single(MachineFacts(new TextFile("X.md", $"first\n{start}{end}\n"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("the rules at src/", "work/x")]
    [InlineData("https://example.com/", "home/page")]
    [InlineData("~/", "work/x")]
    public void MachineFacts_WhenThePathIsNoMachines_FindsNone(string start, string end) => Assert.Empty(MachineFacts(new TextFile("X.md", start + end)));

    private static IEnumerable<string> MachineFacts(TextFile file) =>
        MachineFact.Matches(file.Text).Select(match => $"{file.Place(match.Index)}: {match.Value}");

    private static bool IsText(TextFile file) => !file.Text.AsSpan(0, Math.Min(file.Text.Length, BinaryProbeLength)).Contains('\0');

    [GeneratedRegex("""((?<![\w.~-])/(root|work|tmp)/|(?<![\w.~-])/(home|Users)/\w+|[A-Z]:\\+Users\\+\w|registry\.(npmjs|yarnpkg)\.|nuget\.org|pypi\.org|pythonhosted\.org|"resolved"\s*:\s*"http)""")]
    private static partial Regex MachineFact { get; }
}
