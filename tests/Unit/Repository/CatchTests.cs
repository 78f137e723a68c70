using System.Text.RegularExpressions;

namespace Tito.Tests.Unit.Repository;

/// <summary>
/// Only an executable, the pipeline that the server puts around every request (src/Server/Hosting), and the probe of readiness, for which a
/// store that throws whatever it likes is not ready, may catch everything: elsewhere an unexpected exception is a bug that must be seen.
/// </summary>
public sealed partial class CatchTests
{
    private static readonly string[] Edges = ["src/Cli/", "src/Server/Hosting/", "src/Server/Seen/Readiness.cs"];

    [Fact]
    public void Libraries_NeverCatchEverything() => Findings.AssertNone(
        "Catch the types that the call is documented to throw, or say which with 'when'; let the others through to src/Server/Hosting or src/Cli:",
        RepositoryTree.CSharpIn("src")
            .Where(file => !Edges.Any(edge => file.Path.StartsWith(edge, StringComparison.Ordinal)))
            .SelectMany(CatchAlls));

    [Theory]
    [InlineData("try { } catch { }")]
    [InlineData("try { } catch\n{ throw; }")]
    [InlineData("try { } catch (Exception) { }")]
    [InlineData("try { } catch (System.Exception exception) { }")]
    [InlineData("try { } catch (Exception)\n#pragma warning restore CA1031 // Why.\n{ }")]
    public void CatchAlls_WhenNothingIsTold_NamesThePlace(string text) =>
        Assert.Equal(["X.cs:1"], CatchAlls(new TextFile("X.cs", text)));

    [Theory]
    [InlineData("try { } catch (IOException) { }")]
    [InlineData("try { } catch (Exception exception) when (exception is IOException or JsonException) { }")]
    [InlineData("// catch (Exception)")]
    public void CatchAlls_WhenTheTypesAreTold_FindsNone(string text) => Assert.Empty(CatchAlls(new TextFile("X.cs", text)));

    private static IEnumerable<string> CatchAlls(TextFile file) =>
        CatchAll.Matches(file.Code).Select(match => file.Place(match.Index));

    [GeneratedRegex(@"\bcatch\s*(\(\s*(System\.)?Exception(\s+\w+)?\s*\)\s*)?(#pragma[^\n]*\n\s*)*\{")]
    private static partial Regex CatchAll { get; }
}
