namespace Tito.Tests.Unit.Repository;

public sealed class SourceShapeTests
{
    private static readonly TextFile[] Projects =
        [.. RepositoryTree.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(RepositoryTree.Read)];

    [Fact]
    public void ProductSources_HaveTheNamespaceOfTheirFolderAndOneTypeOfTheirName() => Findings.AssertNone(
        "Name the namespace after the folder and give each top-level type a file of its own name:",
        RepositoryTree.CSharpIn("src", "functions")
            .SelectMany(file => SourceShape.Violations(file, SourceShape.NamespaceOf(file.Path, Projects))));

    [Theory]
    [InlineData("Good.cs", "namespace A.B;\npublic sealed class Good<T> where T : class, new() { class Inner { } }")]
    [InlineData("Good.Topic.cs", "namespace A.B;\ninternal static partial class Good { enum Inner { } }")]
    [InlineData("Good.cs", "namespace A.B;\n/* class Other */ public readonly record struct Good(int Id); // class Third")]
    [InlineData("Good.cs", "namespace A.B;\npublic delegate Task<int> Good<in T>(T value);")]
    [InlineData("Good.cs", "namespace A.B;\npublic delegate (int? A, T B) Good<T>(string value);")]
    [InlineData("Good.cs", "namespace A.B;\npublic interface Good<T> where T : struct\n{\n}\n")]
    [InlineData("Good.cs", "namespace A.B;\nenum Good { A = '{', B = '}' }")]
    [InlineData("Good.cs", "namespace A.B;\nclass Good { string a = $\"}}{\"{\"}{{\" + @\"\"\"{\"; string b = \"\"\"class Other {\"\"\"; }")]
    [InlineData("Program.cs", "return 0;")]
    public void Violations_WhenTheFileHoldsItsOneType_FindsNone(string name, string text) =>
        Assert.Empty(SourceShape.Violations(new TextFile("src/Core/B/" + name, text), "A.B"));

    [Theory]
    [InlineData("Good.cs", "namespace A.b;\nclass Good;", "namespace")]
    [InlineData("Good.cs", "namespace A.B { class Good; }", "namespace")]
    [InlineData("Good.cs", "namespace A.B;\nclass Good;\nenum Other { X }", "(Good, Other)")]
    [InlineData("Good.cs", "namespace A.B;\nclass Good { string a = \"{\"; }\nrecord Other(int X);", "(Good, Other)")]
    [InlineData("Good.cs", "namespace A.B;\nclass Good { string a = $\"{(x ? \"{\" : '{')}\"; }\ndelegate void Other();", "(Good, Other)")]
    [InlineData("Good.cs", "namespace A.B;\n", "0 found")]
    [InlineData("good.cs", "namespace A.B;\nclass Good;", "named Good.cs")]
    [InlineData("Good.Topic.cs", "namespace A.B;\nclass Good;", "named Good.cs")]
    public void Violations_WhenTheFileIsAnythingElse_SaysWhat(string name, string text, string expected) =>
        Assert.Contains(expected, string.Join('\n', SourceShape.Violations(new TextFile("src/Core/B/" + name, text), "A.B")), StringComparison.Ordinal);

    [Fact]
    public void NamespaceOf_WhenTheFileIsInASubfolder_AppendsItsSegments() => Assert.Equal(
        "Tito.Jinja.Values",
        SourceShape.NamespaceOf("src/Jinja/Values/X.cs", Projects));
}
