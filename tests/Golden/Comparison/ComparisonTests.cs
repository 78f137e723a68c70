using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Tests.Golden.Trajectories;

namespace Tito.Tests.Golden.Comparison;

public sealed class ComparisonTests
{
    private static readonly Dictionary<string, JsonElement> Cases = File.ReadLines(Path.Combine(TrajectoryCorpus.Root, "tests/Golden/corpus/comparison/qwen3.jsonl"))
        .Select(line => JsonElement.Parse(line))
        .ToDictionary(item => item.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_OnACaseOfTheCorpus_FindsWhatTheOracleFinds(string name)
    {
        var item = Cases[name];

        var found = TrajectoryCorpus.Model.Comparator.Compare(Ids(item, "expected_ids"), Ids(item, "actual_ids"), Ids(item, "trailing_ids"));

        Assert.Equal([.. item.GetProperty("mismatches").EnumerateArray().Select(Expected)], [.. found.Select(Describe)]);
        Assert.All(found.Zip(item.GetProperty("mismatches").EnumerateArray()), pair => AssertTexts(pair.Second, pair.First));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_WithTheSidesExchanged_FindsTheSameTypesInTheSameSegments(string name)
    {
        var item = Cases[name];

        var found = TrajectoryCorpus.Model.Comparator.Compare(Ids(item, "actual_ids"), Ids(item, "expected_ids"), Ids(item, "trailing_ids"));

        Assert.Equal(
            item.GetProperty("mismatches").EnumerateArray().Select(expected => (Text(expected, "type"), expected.GetProperty("segment_index").GetInt32())),
            found.Select(mismatch => (Snake(mismatch.Type), mismatch.SegmentIndex)));
    }

    private static void AssertTexts(JsonElement expected, Mismatch actual)
    {
        if (expected.TryGetProperty("expected_text", out var text))
        {
            Assert.Equal(text.GetString(), actual.ExpectedText);
            Assert.Equal(Text(expected, "actual_text"), actual.ActualText);
        }
    }

    private static string Expected(JsonElement json) => string.Join(' ', new[] { "type", "segment_index", "turn_index", "cause", "expected_token_index", "actual_token_index", "char_index" }
        .Select(name => $"{name}={json.GetProperty(name)}"));

    private static string Describe(Mismatch found) =>
        $"type={Snake(found.Type)} segment_index={found.SegmentIndex} turn_index={found.Place.TurnIndex} cause={Snake(found.Cause)} "
        + $"expected_token_index={found.Place.ExpectedTokenIndex} actual_token_index={found.Place.ActualTokenIndex} char_index={found.Place.CharIndex}";

    private static int[] Ids(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
