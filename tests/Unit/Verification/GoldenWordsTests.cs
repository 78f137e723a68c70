using Tito.Core.Trajectories;
using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

/// <summary>What is said of a golden file that is refused, and what its version says of the session.</summary>
public sealed class GoldenWordsTests
{
    [Theory]
    [InlineData("tito.golden-trajectory", "x", "format: must be \"tito.golden-trajectory\".")]
    [InlineData("\"version\":1", "\"version\":0", "version: the file has version 0; this release reads 1 and 2.")]
    [InlineData("\"version\":1", "\"version\":3", "version: the file has version 3; this release reads 1 and 2.")]
    [InlineData("\"version\":1", "\"version\":1,\"settings\":null", "settings: is a field of version 2, and the file says version 1.")]
    [InlineData("\"version\":1", "\"version\":1,\"recorded\":null", "recorded: is a field of version 2, and the file says version 1.")]
    [InlineData("\"version\":1", "\"version\":2,\"settings\":{},\"close_truncated\":null", "close_truncated: is a field of version 1; version 2 has it in its settings.")]
    [InlineData("\"version\":1", "\"version\":1,\"close_truncated\":1", "close_truncated: must be true or false.")]
    [InlineData("\"version\":1", "\"version\":2,\"settings\":[]", "settings: must be an object.")]
    [InlineData("\"version\":1", "\"version\":2,\"settings\":{\"max_turns\":0}", "settings: max_turns: must be a whole number from 1 to 100000.")]
    [InlineData("\"request\":", "\"digest_version\":\"tito.turn.v1\",\"request\":", "turns[0].digest_version: is a field of version 2, and the file says version 1.")]
    [InlineData("\"ids\":[562,151645]", "\"ids\":[562]", "turns[0].completion: has 1 ids and 2 logprobs.")]
    [InlineData("\"logprobs\":[-0.5,", "\"logprobs\":[\"-0.5\",", "turns[0].completion.logprobs[0]: must be a number within float32.")]
    [InlineData("\"logprobs\":[-0.5,", "\"logprobs\":[3.5e38,", "turns[0].completion.logprobs[0]: must be a number within float32.")]
    [InlineData("\"parent\":-1", "\"parent\":-2", "turns[0].expected.parent: must be the sequence of a turn, or -1 for none.")]
    [InlineData("\"prompt_count\":3", "\"prompt_count\":6", "turns[0].expected.prompt_count: must be 0 to 5, the number of token ids.")]
    [InlineData("{\"origin\":\"model\",\"count\":2}]", "{\"origin\":\"model\",\"count\":3}]", "turns[0].expected.origins: the runs cover 6 of 5 tokens.")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[3,1]", "turns[0].expected.loss_mask: the runs cover 4 of 5 tokens.")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[3,3]", "turns[0].expected.loss_mask[1]: must be a run length within the 5 tokens.")]
    [InlineData("\"digest\":\"334e", "\"digest\":\"33", "turns[0].expected.digest: A digest has 64 digits, not 62.")]
    public void Read_OfAnotherForm_SaysWhatItMustBe(string replaced, string replacement, string message) =>
        Assert.Equal(message, Assert.Throws<GoldenFormatException>(() => TinyGolden.Read(replaced, replacement)).Message);

    [Theory]
    [InlineData("[]", "$: must be a JSON object.")]
    [InlineData("{\"format\":\"tito.golden-trajectory\",\"version\":2,\"settings\":{},\"family\":\"f\",\"opened_at\":\"2026-11-24T12:00:00Z\",\"turns\":[]}", "turns: must have at least one turn.")]
    public void Read_OfNoTrajectory_SaysWhatItMustBe(string json, string message) =>
        Assert.Equal(message, Assert.Throws<GoldenFormatException>(() => TinyRecording.Read(json)).Message);

    /// <summary>Version 1 says that any rollback was allowed, with the strict matcher, and nothing of inputs.</summary>
    [Theory]
    [InlineData("", UnendedTurns.RunOn)]
    [InlineData(",\"close_truncated\":null", UnendedTurns.RunOn)]
    [InlineData(",\"close_truncated\":false", UnendedTurns.RunOn)]
    [InlineData(",\"close_truncated\":true", UnendedTurns.RunOnCloseLength)]
    public void Read_OfVersionOne_HasASessionOfItsTime(string more, UnendedTurns unended)
    {
        var settings = TinyGolden.Read("\"version\":1", "\"version\":1" + more).Settings;

        Assert.Equal((SessionPolicy.Linear, "strict", unended), (settings.Policy, settings.Matcher, settings.Unended));
        Assert.Equal((100_000, 100_000, PromptInputsRule.Ignore), (settings.MaxRollback, settings.MaxTurns, settings.OnPromptInputs));
    }

    /// <summary>The edges of what is taken: a prompt of nothing or of everything, a mask of one kind, as many turns as the session may have.</summary>
    [Theory]
    [InlineData("\"prompt_count\":3", "\"prompt_count\":0")]
    [InlineData("\"prompt_count\":3", "\"prompt_count\":5")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[5]")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[0,5]")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[5,0]")]
    [InlineData("\"logprobs\":[-0.5,", "\"logprobs\":[-3.4e38,")]
    [InlineData("\"version\":1", "\"version\":2,\"settings\":{\"max_turns\":2}")]
    public void Read_AtAnEdge_TakesIt(string replaced, string replacement) => Assert.Equal(2, TinyGolden.Read(replaced, replacement).Turns.Length);

    [Fact]
    public void Read_OfAMask_BeginsWithZeros() =>
        Assert.Equal([1, 1, 0, 0, 1], TinyGolden.Read("\"loss_mask\":[3,2]", "\"loss_mask\":[0,2,2,1]").Turns[0].Expected!.LossMask);

    /// <summary>A body may nest 64 levels, and lies a few levels deeper in the file.</summary>
    [Theory]
    [InlineData(64, null)]
    [InlineData(65, "turns[0].request")]
    [InlineData(77, "turns[0].request")]
    [InlineData(78, "$")]
    public void Read_OfADeepBody_TakesTheLevelsOfABodyAndNamesItsPlace(int levels, string? place)
    {
        var deep = string.Concat(Enumerable.Repeat("[", levels - 1)) + string.Concat(Enumerable.Repeat("]", levels - 1));

        var broken = Record.Exception(() => TinyGolden.Read("\"request\":{", $"\"request\":{{\"x\":{deep},"));

        Assert.Equal(place, (broken as GoldenFormatException)?.Field);
    }
}
