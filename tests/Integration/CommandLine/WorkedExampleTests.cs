using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>Every <c>console</c> block of the documents is run, and prints what stands there.</summary>
public sealed class WorkedExampleTests
{
    private static readonly string Docs = Repository.PathTo("docs");

    /// <summary>Commands without a page under docs/cli, which run against servers or until they are stopped, with the page that has them.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["serve"] = "cli.md",
        ["conformance"] = "cli.md",
        ["bench"] = "cli.md",
        ["samples"] = "cli.md",
    };

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories)
            .Where(path => ConsoleExample.Read(File.ReadAllText(path)).Any())
            .Select(path => Path.GetRelativePath(Docs, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_PrintsWhatItSays(string page)
    {
        using var console = new ConsolePage();
        foreach (var example in ConsoleExample.Read(await File.ReadAllTextAsync(Path.Combine(Docs, page), TestContext.Current.CancellationToken)))
        {
            var printed = await console.RunAsync(example, TestContext.Current.CancellationToken);

            Assert.True(example.Prints(printed), $"$ {example.Command}\nshould print\n{example.Printed}\nand prints\n{printed}");
        }
    }

    [Fact]
    public async Task EveryCommand_HasAPageWithAWorkedExample()
    {
        var help = await TitoCommand.RunAsync("", "--help");
        var commands = help.Lines.SkipWhile(line => line != "Commands:").Skip(1).Select(line => line.TrimStart().Split(' ')[0])
            .Where(name => name.Length > 0).ToList();

        Assert.Contains("replay", commands);
        Assert.All(commands, name =>
        {
            var page = Path.Combine(Docs, Elsewhere.GetValueOrDefault(name, $"cli/{name}.md"));
            Assert.True(File.Exists(page), $"{page} is missing: it says what tito {name} does, with a worked example in a console block.");
            var text = File.ReadAllText(page);
            Assert.Contains($"tito {name}", Elsewhere.ContainsKey(name) ? text : string.Concat(ConsoleExample.Read(text).Select(example => example.Command)), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("a\nb\n", "a\nb\n", true)]
    [InlineData("a\nb\n", "a\nc\n", false)]
    [InlineData("in … s\n", "in 0.3 s\n", true)]
    [InlineData("in … s\n", "in 0.3\n s\n", false)]
    [InlineData("a\n…\nd\n", "a\nb\nc\nd\n", true)]
    [InlineData("a\n", "a\nb\n", false)]
    [InlineData("a.c\n", "abc\n", false)]
    [InlineData("a  \n", "a\n", true)]
    public void Prints_TakesEllipsesForAnything_AndNothingElse(string said, string printed, bool same) =>
        Assert.Equal(same, new ConsoleExample("x", said).Prints(printed));

    [Fact]
    public void Read_OfAPage_FindsCommandsInOrder_AndNoOtherBlock() => Assert.Equal(
        [new("a", "1\n2\n"), new("b", ""), new("c", "3\n")],
        ConsoleExample.Read("text\n```sh\n$ no\n```\n```console\n$ a\n1\n2\n$ b\n```\n$ no\n```console\n$ c\n3\n```\n"));
}
