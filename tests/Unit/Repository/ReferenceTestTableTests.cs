namespace Tito.Tests.Unit.Repository;

public sealed class ReferenceTestTableTests
{
    private static readonly TextFile Source = new("tests/Unit/SomeTests.cs", "    public async Task Run_Always_Ends()\n    public void Stop(");

    [Fact]
    public void Document_EveryCounterpart_Exists() => Findings.AssertNone(
        "docs/reference-tests.md names a test or a corpus case that there is not, or has a row without one and without a reason:",
        ReferenceTestTable.Wrong(
            RepositoryTree.Read("docs/reference-tests.md").Text,
            RepositoryTree.CSharpIn("tests"),
            file => RepositoryTree.Files.Contains($"tests/Golden/corpus/{file}") ? RepositoryTree.Read($"tests/Golden/corpus/{file}").Text : null));

    [Theory]
    [InlineData("| `a` | `SomeTests.Run_Always_Ends`, `area/file.jsonl: a case` |")]
    [InlineData("| `a` | `SomeTests.Stop`: as it is |")]
    [InlineData("| `a` | does not apply: there is none |")]
    public void Wrong_OfARowWithACounterpartOrAReason_IsNone(string row) => Assert.Empty(Wrong(row));

    [Theory]
    [InlineData("| `a` | later |", "`a`: neither a counterpart nor a reason")]
    [InlineData("| `a` | |", "`a`: neither a counterpart nor a reason")]
    [InlineData("| `a` | `SomeTests.Run` |", "`a`: there is no SomeTests.Run")]
    [InlineData("| `a` | `OtherTests.Stop` |", "`a`: there is no OtherTests.Stop")]
    [InlineData("| `a` | `area/file.jsonl: case` |", "`a`: there is no area/file.jsonl: case")]
    [InlineData("| `a` | `area/other.jsonl: a case` |", "`a`: there is no area/other.jsonl: a case")]
    public void Wrong_OfARowWithoutACounterpart_NamesIt(string row, string expected) => Assert.Equal([expected], Wrong(row));

    private static IEnumerable<string> Wrong(string row) => ReferenceTestTable.Wrong(
        $"# Title\n\n| reference | ours |\n| --- | --- |\n{row}\n", [Source], file => file == "area/file.jsonl" ? "{\"name\":\"a case\",\"turns\":[]}" : null);
}
