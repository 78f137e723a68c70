using System.Text;
using System.Text.RegularExpressions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>A folder in which files hold what no text may: each is told by its name, and the run goes on to the good one behind them.</summary>
public sealed partial class BadFileTests
{
    private const string Good = "zz-good.json";

    [Theory]
    [InlineData("replay", "trajectories/300-exported-tree.json")]
    [InlineData("import", "trajectories/300-exported-tree.json")]
    [InlineData("replay", "scenarios/qwen3/abort-refused.json")]
    public async Task ABadFile_NeverEndsARun(string command, string golden)
    {
        using var folder = new TempFolder();
        var source = Repository.PathTo(["tests", "Golden", "corpus", .. golden.Split('/')]);
        var count = await SpoilAsync(await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken), folder);
        File.Copy(source, folder.File(Good));

        var arguments = command == "replay" ? new[] { "replay", "--in-process", folder.Path } : ["import", folder.Path, "--data", folder.File("data")];
        var end = await TitoCommand.RunAsync("", arguments);

        Assert.Equal(1, end.ExitCode);
        Assert.DoesNotContain("Unhandled", end.Error, StringComparison.Ordinal);
        var told = end.Output + end.Error;
        Assert.All(Enumerable.Range(0, count), i => Assert.Contains($"b{i:000}", told, StringComparison.Ordinal));
        Assert.True(command == "replay" ? told.Contains("1 passed", StringComparison.Ordinal) : told.Contains("zz-good", StringComparison.Ordinal), told);
    }

    /// <summary>At most twenty places of texts and of keys, each with a byte that UTF-8 does not have, and with half a character.</summary>
    private static async Task<int> SpoilAsync(string golden, TempFolder folder)
    {
        var places = TextStart().Matches(golden).Select(match => match.Index + match.Length).ToArray();
        var chosen = places.Where((_, i) => i % Math.Max(1, places.Length / 10) == 0).ToArray();
        var count = 0;
        foreach (var spoiled in (string[])["\u00ff", "\\ud800"])
        {
            foreach (var place in chosen)
            {
                // What stands before the byte is ASCII or not: each part is written in its own way.
                byte[] bytes = [.. Encoding.UTF8.GetBytes(golden[..place]), .. Encoding.Latin1.GetBytes(spoiled), .. Encoding.UTF8.GetBytes(golden[place..])];
                await File.WriteAllBytesAsync(folder.File($"b{count++:000}.json"), bytes, TestContext.Current.CancellationToken);
            }
        }

        return count;
    }

    [GeneratedRegex("[:{,]\\s*\"")]
    private static partial Regex TextStart();
}
