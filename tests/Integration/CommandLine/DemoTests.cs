using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>The demo, from the command to its exit code.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_AsJson_IsOneDocumentInWhichEveryCheckHeld()
    {
        var end = await TitoCommand.RunAsync("", "demo", "--json");

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        var demo = JsonElement.Parse(end.Output);
        Assert.True(demo.GetProperty("ok").GetBoolean());
        Assert.All(demo.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("held").GetBoolean(), check.GetRawText()));
        var turns = demo.GetProperty("turns").EnumerateArray().ToList();
        Assert.InRange(turns.Count, 5, 12);
        Assert.Single(turns, turn => turn.GetProperty("rolls_back").GetBoolean());
        Assert.All(turns[1..], turn => Assert.Equal(1, turn.GetProperty("splice_tokens").GetInt32()));
        Assert.Equal(turns[^1].GetProperty("digest").GetString(), demo.GetProperty("digest").GetString());
    }

    [Fact]
    public async Task Demo_WithTheSameSeed_ComesToTheSameDigest()
    {
        var first = await TitoCommand.RunAsync("", "demo", "--json", "--seed", "11");
        var second = await TitoCommand.RunAsync("", "demo", "--json", "--seed", "11");
        var other = await TitoCommand.RunAsync("", "demo", "--json", "--seed", "12");

        Assert.Equal(Digest(first), Digest(second));
        Assert.NotEqual(Digest(first), Digest(other));
    }

    [Fact]
    public async Task Demo_ForPeople_ShowsTheDigestAndEndsWith0()
    {
        var end = await TitoCommand.RunAsync("", "demo");

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Matches("[0-9a-f]{64}", end.Output);
        Assert.DoesNotContain("Microsoft.Hosting", end.Output, StringComparison.Ordinal);
    }

    private static string? Digest(ProgramResult demo) => JsonElement.Parse(demo.Output).GetProperty("digest").GetString();
}
