using Tito.Server.CommandLine;
using Tito.Server.Options.Declared;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>The tables of options are what the code declares: <c>TITO_DOCS_WRITE=1</c> writes them.</summary>
public sealed class OptionTableTests
{
    private const string VerifyRow =
        "| `--verify-…` | | [verification runs](nightly.md#options): `--verify-corpus`, `--verify-sample`, `--verify-tolerance`, `--verify-keep`, "
        + "`--verify-parallel`, `--verify-webhook`, `--verify-at`, `--verify-interval` |";

    private static readonly bool Writes = Environment.GetEnvironmentVariable("TITO_DOCS_WRITE") == "1";

    [Fact]
    public Task ServerPage_HasEachOptionWithItsDefaultAndItsBounds() =>
        HoldAsync("server.md", [.. ServerDeclarations.Documented.Select(Row), VerifyRow]);

    [Fact]
    public Task NightlyPage_HasEachOptionWithItsDefaultAndItsBounds() => HoldAsync("nightly.md", [.. VerifyDeclarations.All.Select(Row)]);

    /// <summary>What is read of the environment and of the command line is one and the same.</summary>
    [Fact]
    public void CommandLine_HasEachDeclaredOption_AndNoOther() => Assert.Equal(
        ServerDeclarations.All.Select(option => $"--{option.Name}"), new ServerCommandOptions().All.Select(option => option.Name));

    [Theory]
    [InlineData("[a link](page.md#there) and `code`", "a link and code")]
    [InlineData("no marks", "no marks")]
    public void Help_HasNoMarks(string markdown, string text) => Assert.Equal(text, PlainText.Of(markdown));

    private static string Row(DeclaredOption option) => $"| `--{option.Name}` | {option.Default} | {option.Takes} |";

    private static async Task HoldAsync(string page, string[] rows)
    {
        var path = Repository.PathTo("docs", page);
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        var first = Array.IndexOf(lines, "| option | default | takes |") + 2;
        Assert.True(first > 1, $"{page} has no table of options.");
        var last = Array.FindIndex(lines, first, line => !line.StartsWith('|'));
        if (Writes)
        {
            await File.WriteAllLinesAsync(path, [.. lines[..first], .. rows, .. lines[last..]], TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(rows, lines[first..last]);
    }
}
