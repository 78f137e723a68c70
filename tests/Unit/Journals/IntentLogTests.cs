using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

public sealed class IntentLogTests
{
    private static readonly Digest Body = Intents.Of("").RequestDigest;

    [Fact]
    public void Of_IntentsOfOneInstant_HasThemInTheOrdinalOrderOfTheirKeys()
    {
        IntentLog log = [Intents.Of("b"), Intents.Of("a"), Intents.Of("B")];

        Assert.Equal(["B", "a", "b"], log.Select(intent => intent.Key));
        Assert.Equal("b", log.FindLast(Body, null)!.Key);
    }

    [Fact]
    public void With_AnIntentOfAKnownKey_PutsItInItsPlaceAndLeavesTheOldLog()
    {
        IntentLog log = [Intents.Of("a"), Intents.Of("b")];
        var ended = Intents.Of("b") with { End = new IntentEnd.Committed(0) };

        var changed = log.With(ended);

        Assert.Equal([Intents.Of("a"), ended], changed);
        Assert.Equal(ended, changed.FindLast(Body, null));
        Assert.Equal([Intents.Of("a")], changed.Open);
        Assert.Equal([Intents.Of("a"), Intents.Of("b")], log);
        Assert.Equal(2, log.Open.Count);
    }

    [Fact]
    public void With_AKeyThatIsTakenOverForAnotherBody_FindsTheEarlierIntentOfTheFirstBody()
    {
        IntentLog log = [Intents.Of("a"), Intents.Of("b")];
        var other = Intents.Of("b") with { RequestDigest = Digest.Of("other"u8), StartedAt = Intents.Start.AddHours(1) };

        var changed = log.With(other);

        Assert.Equal("a", changed.FindLast(Body, null)!.Key);
        Assert.Equal(other, changed.FindLast(other.RequestDigest, null));
    }

    /// <summary>Two lines may send the same body: the last intent of another one is passed over, and one without a line may be any's.</summary>
    [Theory]
    [InlineData("A", null, "a2")]
    [InlineData("B", null, "b")]
    [InlineData("B", LineKind.Title, "title")]
    [InlineData("C", null, "none")]
    [InlineData(null, null, "none")]
    public void FindLast_OfABodyThatSeveralLinesSent_IsTheLastOfTheLine(string? line, LineKind? kind, string expected)
    {
        IntentLog log =
        [
            Of("none", 0, null), Of("a1", 1, new("A", null, null)), Of("a2", 2, new("A", "above", null)),
            Of("title", 3, new("B", null, LineKind.Title)), Of("b", 4, new("B", "A", null)),
        ];

        Assert.Equal(expected, log.FindLast(Body, line is null ? null : new(line, null, kind))!.Key);
        Assert.Equal("unnamed", log.With(Of("unnamed", 5, new(null, null, LineKind.Title))).FindLast(Body, new("B", null, null))!.Key);

        static TurnIntent Of(string key, int second, SessionLine? line) =>
            Intents.Of(key) with { StartedAt = Intents.Start.AddSeconds(second), Line = line };
    }

    [Fact]
    public void With_NoIntents_IsTheSameLog()
    {
        IntentLog log = [Intents.Of("a")];

        Assert.Same(log, log.With());
        Assert.Null(log.Find("b"));
        Assert.Null(log.FindLast(default, null));
    }

    [Fact]
    public void With_AnyIntentsInAnyOrder_AnswersAsAPlainListDoes()
    {
        var random = new Random(7);
        IntentLog log = [];
        var expected = new Dictionary<string, TurnIntent>();
        for (var step = 0; step < 2_000; step++)
        {
            TurnIntent[] changed = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Any(random))];
            log = log.With(changed);
            foreach (var intent in changed)
            {
                expected[intent.Key] = intent;
            }

            var list = expected.Values.OrderBy(intent => intent.StartedAt).ThenBy(intent => intent.Key, StringComparer.Ordinal).ToList();
            var (key, digest) = (AnyKey(random), AnyDigest(random));
            Assert.Equal(list, log);
            Assert.Equal(list.Count, log.Count);
            Assert.Equal(list.Where(intent => intent.End is null), log.Open);
            Assert.Equal(list.FirstOrDefault(intent => intent.Key == key), log.Find(key));
            Assert.Equal(list.LastOrDefault(intent => intent.RequestDigest == digest), log.FindLast(digest, null));
        }
    }

    private static TurnIntent Any(Random random) => Intents.Of(AnyKey(random)) with
    {
        RequestDigest = AnyDigest(random),
        StartedAt = Intents.Start.AddSeconds(random.Next(10)),
        End = random.Next(2) == 0 ? null : new IntentEnd.Committed(random.Next(9)),
    };

    private static string AnyKey(Random random) => $"{(char)('A' + random.Next(50))}";

    private static Digest AnyDigest(Random random) => Digest.Of([(byte)random.Next(8)]);
}
