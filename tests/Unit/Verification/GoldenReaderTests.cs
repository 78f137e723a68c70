using System.Text;
using Tito.Core.Tokens;
using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

public sealed class GoldenReaderTests
{
    [Fact]
    public void Read_OfAWholeFile_HasEveryField()
    {
        var golden = TinyGolden.Read();
        var (first, second) = (golden.Turns[0], golden.Turns[1]);

        Assert.Equal(("tiny", new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)), (golden.Family, golden.OpenedAt));
        Assert.Equal("a07df7e685a71fb1470fda09c4c55c1d5a5f6ee8a6a232dbd16f2efe487a1cf1", golden.Genesis.ToString());
        Assert.Equal("1ffec2329786e5f3103d8433b064394f5ac2d199cab0b1ec47e7b1c8fd58165c", golden.Tip.ToString());
        Assert.Empty(golden.Mismatches!.Value);
        Assert.Equal((null, 0), (first.Expected!.Parent, second.Expected!.Parent));
        Assert.Equal((null, "v7"), (first.WeightVersion, second.WeightVersion));
        Assert.Equal([2152, 151645], second.Completion.Ids);
        Assert.Equal([-1f, -2f], second.Completion.Logprobs);
        Assert.Equal(8, second.Expected.PromptCount);
        Assert.Equal(
            [(TokenOrigin.Prompt, 3), (TokenOrigin.Model, 2), (TokenOrigin.Environment, 3), (TokenOrigin.Model, 2)], second.Expected.Origins);
        Assert.Equal([0, 0, 0, 1, 1, 0, 0, 0, 1, 1], second.Expected.LossMask);
    }

    [Fact]
    public void Read_WhenTheTimeHasNoZone_TakesUtc() =>
        Assert.Equal(TinyGolden.Read().OpenedAt, TinyGolden.Read("12:00:00Z", "12:00:00").OpenedAt);

    [Theory]
    [InlineData("\"format\":\"tito.golden-trajectory\",", "", "format")]
    [InlineData("tito.golden-trajectory", "other", "format")]
    [InlineData("\"version\":1", "\"version\":3", "version")]
    [InlineData("\"version\":1", "\"version\":2", "settings")]
    [InlineData("\"version\":1", "\"version\":1,\"settings\":{}", "settings")]
    [InlineData("\"version\":1", "\"version\":1,\"recorded\":{}", "recorded")]
    [InlineData("\"version\":1", "\"version\":2,\"settings\":{},\"close_truncated\":true", "close_truncated")]
    [InlineData("\"version\":1", "\"version\":2,\"settings\":{\"policy\":\"bush\"}", "settings")]
    [InlineData("\"version\":1", "\"version\":2,\"settings\":{\"max_turns\":1}", "turns")]
    [InlineData("\"logprobs\":[-0.5,-0.25]", "\"logprobs\":[-0.5,-1e39]", "turns[0].completion.logprobs[1]")]
    [InlineData("\"weight_version\":\"v7\"", "\"weight_version\":\"\\ud83d\"", "turns[1].completion.weight_version")]
    [InlineData("\"weight_version\":\"v7\"", "\"routed_experts\":{}", "turns[1].completion.routed_experts")]
    [InlineData("\"expected\":{\"parent\":-1", "\"recorded\":{},\"expected\":{\"parent\":-1", "turns[0].recorded")]
    [InlineData("\"parent\":-1", "\"parent\":-2", "turns[0].expected.parent")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "version")]
    [InlineData("\"version\":1", "\"version\":1.5", "version")]
    [InlineData("\"family\":\"tiny\",", "", "family")]
    [InlineData("\"family\":\"tiny\",", "\"family\":\"tiny\",\"family\":\"tiny\",", "$")]
    [InlineData("2026-11-24T12:00:00Z", "noon", "opened_at")]
    [InlineData("\"request\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", "\"request\":[]", "turns[0].request")]
    [InlineData("\"ids\":[562,151645]", "\"ids\":[562,-1]", "turns[0].completion.ids[1]")]
    [InlineData("\"ids\":[562,151645]", "\"ids\":[562]", "turns[0].completion")]
    [InlineData("\"logprobs\":[-0.5,-0.25]", "\"logprobs\":[-0.5,null]", "turns[0].completion.logprobs[1]")]
    [InlineData("\"finish_reason\":\"stop\"", "\"finish_reason\":null", "turns[0].completion.finish_reason")]
    [InlineData("\"message\":{\"role\":\"assistant\",\"content\":\"ok\"}", "\"message\":\"ok\"", "turns[0].completion.message")]
    [InlineData("\"weight_version\":\"v7\"", "\"weight_version\":7", "turns[1].completion.weight_version")]
    [InlineData("\"parent\":-1", "\"parent\":null", "turns[0].expected.parent")]
    [InlineData("\"prompt_count\":3", "\"prompt_count\":6", "turns[0].expected.prompt_count")]
    [InlineData("\"prompt_count\":3", "\"prompt_count\":-1", "turns[0].expected.prompt_count")]
    [InlineData("[6023,151645,151644,562,151645]", "[6023.5]", "turns[0].expected.token_ids[0]")]
    [InlineData("{\"origin\":\"model\",\"count\":2}]", "{\"origin\":\"model\",\"count\":1}]", "turns[0].expected.origins")]
    [InlineData("{\"origin\":\"prompt\",\"count\":3},{\"origin\":\"model\",\"count\":2}]", "{\"origin\":\"prompt\",\"count\":7},{\"origin\":\"model\",\"count\":-2}]", "turns[0].expected.origins[1].count")]
    [InlineData("\"origin\":\"prompt\"", "\"origin\":\"0\"", "turns[0].expected.origins[0].origin")]
    [InlineData("\"origin\":\"prompt\"", "\"origin\":\"client\"", "turns[0].expected.origins[0].origin")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[3,1]", "turns[0].expected.loss_mask")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[3,3]", "turns[0].expected.loss_mask[1]")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[-1,6]", "turns[0].expected.loss_mask[0]")]
    [InlineData("\"digest\":\"334e", "\"digest\":\"x34e", "turns[0].expected.digest")]
    [InlineData("\"genesis\":\"a07d", "\"genesis\":\"", "expected.genesis")]
    [InlineData("\"mismatches\":[]", "\"mismatches\":[\"assistant_text\",\"3\"]", "expected.mismatches[1]")]
    [InlineData("58165c\",\"mismatches\"", "\",\"mismatches\"", "expected.digest")]
    [InlineData("\"mismatches\":[]", "\"mismatches\":{}", "expected.mismatches")]
    public void Read_WhenAPlaceIsWrong_NamesIt(string replaced, string replacement, string field) =>
        Assert.Equal(field, Assert.Throws<GoldenFormatException>(() => TinyGolden.Read(replaced, replacement)).Field);

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("{}", "format")]
    [InlineData("""{"format":"tito.golden-trajectory","version":1,"turns":[]}""", "family")]
    [InlineData("""{"format":"tito.golden-trajectory","version":1,"family":"f","opened_at":"2026-11-24T12:00:00Z","turns":[]}""", "turns")]
    [InlineData("""{"format":"tito.golden-trajectory","version":1,"turns":[1]}""", "turns[0].completion")]
    public void Read_WhenItIsNoGoldenTrajectory_NamesThePlace(string json, string field) => Assert.Equal(
        field, Assert.Throws<GoldenFormatException>(() => GoldenReader.Read(Encoding.UTF8.GetBytes(json))).Field);
}
