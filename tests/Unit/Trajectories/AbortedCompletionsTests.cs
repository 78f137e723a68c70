using System.Text;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class AbortedCompletionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The bytes are stored: 7 and 8 as little-endian int32, -0.5 and -0.25 as float32.</summary>
    [Fact]
    public void Json_OfACompletion_IsTheStoredForm() => Assert.Equal(
        """[{"tokens":2,"ids":"BwAAAAgAAAA=","logprobs":"AAAAvwAAgL4=","weight_version":"v","ended_at":"2026-11-29T12:00:00.0000000+00:00"}]""",
        Encoding.UTF8.GetString(AbortedCompletions.None.Add(new(2, TokenSegment.Sampled([7, 8], [-0.5f, -0.25f]), "v", Noon)).Json.Span));

    [Fact]
    public void Read_OfTheJson_IsEqual()
    {
        var aborted = AbortedCompletions.None.Add(new(2, TokenSegment.Sampled([7, 8], [-0.5f, -0.25f]), null, Noon));
        var read = AbortedCompletions.Read(aborted.Json);

        Assert.Equal(aborted, read);
        Assert.NotEqual(AbortedCompletions.None, read);
        Assert.Equal(aborted.GetHashCode(), read.GetHashCode());
        Assert.Equal([7, 8], read.Items[0].Completion!.Ids);
        Assert.Equal(AbortedCompletions.None, AbortedCompletions.Read(default));
        Assert.Equal(2, read.TokenCount);
    }

    [Fact]
    public void Add_BeyondTheRoom_DropsTheTokensOfTheEarliestAndKeepsTheirCounts()
    {
        var big = TokenSegment.Sampled([.. Enumerable.Repeat(7, 30_000)], [.. Enumerable.Repeat(-0.5f, 30_000)]);
        var aborted = AbortedCompletions.None.Add(new(30_000, big, "v1", Noon)).Add(new(30_000, big, "v2", Noon));

        Assert.Equal([true, false], aborted.Items.Select(item => item.Completion is null));
        Assert.Equal([30_000, 30_000], aborted.Items.Select(item => item.TokenCount));
        Assert.True(aborted.Json.Length <= AbortedCompletions.MaxBytes);
    }

    [Fact]
    public void Add_OfSeveralBeyondTheRoom_DropsAsManyOfTheEarliestAsItMust()
    {
        var big = TokenSegment.Sampled([.. Enumerable.Repeat(7, 30_000)], [.. Enumerable.Repeat(-0.5f, 30_000)]);
        var aborted = Enumerable.Range(0, 3).Aggregate(AbortedCompletions.None, (all, _) => all.Add(new(30_000, big, "v", Noon)));

        Assert.Equal([true, true, false], aborted.Items.Select(item => item.Completion is null));
        Assert.Equal(90_000, aborted.TokenCount);
    }

    /// <summary>A version's name is as long as its JSON, so it fills the room to the byte.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Add_AtTheEndOfTheRoom_KeepsTheTokensToTheLastByte(int beyond, bool isDropped)
    {
        var tokens = TokenSegment.Sampled([7, 8], [-0.5f, -0.25f]);
        var room = AbortedCompletions.MaxBytes - AbortedCompletions.None.Add(new(2, tokens, "", Noon)).Json.Length;

        var aborted = AbortedCompletions.None.Add(new(2, tokens, new string('v', room + beyond), Noon));

        Assert.Equal(isDropped, aborted.Items[0].Completion is null);
        Assert.Equal(isDropped, aborted.Json.Length < AbortedCompletions.MaxBytes);
    }

    /// <summary>Counts are never lost: where they alone do not fit, the JSON is longer.</summary>
    [Fact]
    public void Add_OfWhatDoesNotFitWithoutItsTokens_KeepsItsCount() => Assert.Equal(
        2, AbortedCompletions.None.Add(new(2, TokenSegment.Sampled([7], [-1f]), new string('v', AbortedCompletions.MaxBytes), Noon)).TokenCount);

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"tokens":1}]""")]
    [InlineData("""[{"tokens":1,"ids":"BwAAAA==","logprobs":"","ended_at":"2026-11-29T12:00:00Z"}]""")]
    [InlineData("""[{"tokens":1,"ids":"!","logprobs":"","ended_at":"2026-11-29T12:00:00Z"}]""")]
    [InlineData("[")]
    public void Read_OfAnythingElse_IsAFormatError(string json) =>
        Assert.Throws<FormatException>(() => AbortedCompletions.Read(Encoding.UTF8.GetBytes(json)));
}
