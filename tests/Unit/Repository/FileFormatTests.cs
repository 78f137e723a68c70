using System.Text;

namespace Tito.Tests.Unit.Repository;

/// <summary>What <c>dotnet format</c> asks of a source file beside the rules that are errors of the build.</summary>
public sealed class FileFormatTests
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    [Fact]
    public void Sources_AreFormatted() => Findings.AssertNone(
        "Run `dotnet format Tito.Functions.sln`, or mend it by hand:",
        RepositoryTree.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => Violations(path, File.ReadAllBytes(Path.Combine(RepositoryTree.Root, path)))));

    [Theory]
    [InlineData("using System;\nusing System.Text;\nusing Tito.A;\nusing Tito.A.B;\nusing static Tito.C;\nusing A = Tito.B;\n\nnamespace X;\n")]
    [InlineData("namespace X;\n")]
    [InlineData("using var a = b;\nusing (c)\n{\n}\n")]
    public void Violations_OfAFileInOrder_AreNone(string text) => Assert.Empty(Violations("a.cs", Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("using Tito;\nusing System.Text;\n", "a.cs:2: `using System.Text` stands before `using Tito`")]
    [InlineData("using Tito.B;\n\nusing Tito.A;\n", "a.cs:3: `using Tito.A` stands before `using Tito.B`")]
    [InlineData("using Tito.A.B;\nusing Tito.A;\n", "a.cs:2: `using Tito.A` stands before `using Tito.A.B`")]
    [InlineData("using static A;\nusing B;\n", "a.cs:2: `using B` stands before `using static A`")]
    [InlineData("using A = C;\nusing static B;\n", "a.cs:2: `using static B` stands before `using A = C`")]
    [InlineData("namespace X;", "a.cs: has no line break at its end")]
    [InlineData("namespace X;\r\n", "a.cs: has carriage returns")]
    [InlineData("\uFEFFnamespace X;\n", "a.cs: begins with a byte order mark")]
    public void Violations_OfAnyOtherFile_SayWhat(string text, string expected) =>
        Assert.Equal([expected], Violations("a.cs", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Violations_OfBytesThatAreNoText_SaySo() => Assert.Equal(["a.cs: is no UTF-8"], Violations("a.cs", [0xFF, (byte)'\n']));

    private static IEnumerable<string> Violations(string path, byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(ByteOrderMark))
        {
            yield return $"{path}: begins with a byte order mark";
        }

        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            yield return $"{path}: is no UTF-8";
        }

        if (bytes.Contains((byte)'\r'))
        {
            yield return $"{path}: has carriage returns";
        }

        if (bytes is not [] and not [.., (byte)'\n'])
        {
            yield return $"{path}: has no line break at its end";
        }

        var usings = UsingsOf(Encoding.UTF8.GetString(bytes)).ToArray();
        foreach (var ((_, before), (line, name)) in usings.Zip(usings.Skip(1)))
        {
            if (Compare(before, name) > 0)
            {
                yield return $"{path}:{line}: `using {name}` stands before `using {before}`";
            }
        }
    }

    /// <summary>The directives at the head of a file, without <c>using</c>, each with its line.</summary>
    private static IEnumerable<(int Line, string Name)> UsingsOf(string text)
    {
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var isDirective = line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';')
                && !line.StartsWith("using var ", StringComparison.Ordinal) && !line.Contains('(', StringComparison.Ordinal);
            if (isDirective)
            {
                yield return (index + 1, line["using ".Length..^1]);
            }
            else if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                yield break;
            }
        }
    }

    // Namespaces, then static classes, then aliases; System's first, and the others part by part.
    private static int Compare(string left, string right)
    {
        var order = Rank(left).CompareTo(Rank(right));
        string[] mine = left.Split('.'), theirs = right.Split('.');
        for (var part = 0; order == 0 && part < Math.Min(mine.Length, theirs.Length); part++)
        {
            order = string.Compare(mine[part], theirs[part], StringComparison.OrdinalIgnoreCase);
        }

        return order != 0 ? order : mine.Length.CompareTo(theirs.Length);
    }

    private static int Rank(string name) =>
        name.Contains('=', StringComparison.Ordinal) ? 3
        : name.StartsWith("static ", StringComparison.Ordinal) ? 2
        : name is "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0
        : 1;
}
