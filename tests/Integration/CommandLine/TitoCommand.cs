using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>The built <c>tito</c> as a process with real pipes.</summary>
internal static class TitoCommand
{
    public static Task<ProgramResult> RunAsync(string input, params string[] arguments) =>
        ProgramRun.RunAsync(BuiltProgram.CommandLine, arguments, input, TestContext.Current.CancellationToken);

    /// <summary>Runs a batch command, which must end with 0 and answer each line.</summary>
    public static async Task<JsonElement[]> BatchAsync(string[] lines, params string[] arguments)
    {
        var end = await RunAsync(string.Join('\n', lines) + "\n", arguments);
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal(lines.Length, end.Lines.Length);
        return [.. end.Lines.Select(line => JsonElement.Parse(line))];
    }
}
