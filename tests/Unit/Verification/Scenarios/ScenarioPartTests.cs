using System.Text;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>A scenario around its steps: the session's expectation, links between steps, and how a broken one has to fail.</summary>
public sealed class ScenarioPartTests
{
    private const string Hash = "334e5896c17fc33bb7aa47b46f8647464a07b71dac934fb2ca4f9ce3fb0f6079";
    private const string Other = "1ffec2329786e5f3103d8433b064394f5ac2d199cab0b1ec47e7b1c8fd58165c";
    private const string Close = """{"do":"close","expect":{"status":200}}""";

    [Fact]
    public void Read_OfTheLeastThatThereIs_HasIt()
    {
        var scenario = TinyScenario.Read(TinyScenario.Json());

        Assert.Equal(("n", "k", "f", "a", "w"), (scenario.Name, scenario.Kind, scenario.Family, scenario.Assets, scenario.Wire));
        Assert.Equal((new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), "{}"), (scenario.OpenedAt, scenario.Open.GetRawText()));
        Assert.Equal((null, null, null, null), (scenario.Expected.Genesis, scenario.Expected.Digest, scenario.Expected.Mismatches, scenario.Expected.Active));
        Assert.Null(scenario.Fails);
        Assert.Single(scenario.Steps);
    }

    [Fact]
    public void Read_OfWhatMustComeOfTheSession_HasIt()
    {
        var expected = TinyScenario.Read(TinyScenario.Json(
            expect: $$"""{"genesis":"{{Hash}}","digest":"{{Other}}","mismatches":["assistant_text","special_token_type"],"active":7}""")).Expected;

        Assert.Equal((Hash, Other, 7), (expected.Genesis.ToString(), expected.Digest.ToString(), expected.Active));
        Assert.Equal([MismatchType.AssistantText, MismatchType.SpecialTokenType], expected.Mismatches!.Value);
        Assert.Equal(-1, TinyScenario.Read(TinyScenario.Json(expect: """{"active":-1}""")).Expected.Active);
    }

    /// <summary>Only a turn has an answer that can be told again, and only once it was told.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "must be the number of an earlier step that takes a turn.")]
    [InlineData(2, "must be the number of an earlier step that takes a turn.")]
    [InlineData(3, "must be the number of an earlier step that takes a turn.")]
    public void Read_OfARepeat_NeedsAnEarlierTurn(int step, string? reason)
    {
        var again = TinyScenario.Turn.Replace("200", $"200,\"repeats\":{step}", StringComparison.Ordinal);
        var json = TinyScenario.Json($"{TinyScenario.Turn},{Close},{again},{TinyScenario.Turn}");

        if (reason is null)
        {
            Assert.Equal(step, TinyScenario.Read(json).Steps[2].Expected.Repeats);
        }
        else
        {
            TinyScenario.Refused("steps[2].expect.repeats", reason, () => TinyScenario.Read(json));
        }
    }

    [Theory]
    [InlineData("\"steps\":[" + TinyScenario.Turn + "]", "\"steps\":[]", "steps", "must have at least one step.")]
    [InlineData("\"tito.golden-scenario\"", "\"x\"", "format", "must be \"tito.golden-scenario\".")]
    [InlineData("\"version\":1", "\"version\":2", "version", "the file has version 2; this release reads 1.")]
    [InlineData("\"expect\":{}", "\"expect\":{\"active\":-2}", "expect.active", "must be the sequence of a turn, or -1 for none.")]
    [InlineData("\"expect\":{}", "\"expect\":{\"steps\":1}", "expect.steps", "is not known here; known are genesis, digest, mismatches, active.")]
    [InlineData("\"expect\":{}", "\"expect\":null", "expect", "must be an object.")]
    [InlineData("\"open\":{}", "\"open\":{\"a\":\"\\ud800\"}", "open.a", "holds a lone surrogate, which is not a Unicode character.")]
    [InlineData(
        "\"open\":{}", "\"opened\":{}", "opened",
        "is not known here; known are format, version, name, kind, family, assets, wire, opened_at, open, steps, expect, fails, seal.")]
    public void Read_OfAnotherForm_NamesThePlace(string replaced, string replacement, string field, string reason)
    {
        Assert.Contains(replaced, TinyScenario.Json(), StringComparison.Ordinal);
        var json = TinyScenario.Json();
        var at = json.LastIndexOf(replaced, StringComparison.Ordinal);

        TinyScenario.Refused(field, reason, () => TinyScenario.Read(json[..at] + replacement + json[(at + replaced.Length)..]));
    }

    [Theory]
    [InlineData("[]\n", "")]
    [InlineData("{\n", "$")]
    public void Read_OfWhatIsNoObject_Refuses(string json, string field) =>
        Assert.Equal(field, Assert.Throws<Tito.Core.Verification.GoldenFormatException>(() => TinyScenario.Read(json)).Field);

    /// <summary>A body of 64 levels lies four levels deep in the file, and the reader takes a few more.</summary>
    [Theory]
    [InlineData(76, true)]
    [InlineData(77, false)]
    public void Read_OfADeepBody_TakesEightyLevels(int levels, bool isTaken)
    {
        var deep = string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels));
        var json = TinyScenario.Json(TinyScenario.Turn.Replace("\"body\":{}", $"\"body\":{{\"x\":{deep}}}", StringComparison.Ordinal));

        Assert.Equal(isTaken ? null : "$", (Record.Exception(() => TinyScenario.Read(json)) as Tito.Core.Verification.GoldenFormatException)?.Field);
    }

    [Theory]
    [InlineData("{\"at\":\"verify\"}", -1, ScenarioPlace.Verify, null, null)]
    [InlineData("{\"step\":null,\"at\":\"format\",\"index\":null,\"field\":\"steps[0].do\"}", -1, ScenarioPlace.Format, null, "steps[0].do")]
    [InlineData("{\"step\":-1,\"at\":\"digest\"}", -1, ScenarioPlace.Digest, null, null)]
    [InlineData("{\"step\":3,\"at\":\"token\",\"index\":0}", 3, ScenarioPlace.Token, 0, null)]
    public void Read_OfHowItHasToFail_HasIt(string fails, int step, ScenarioPlace at, int? index, string? field)
    {
        var expected = new ScenarioFailure(step, at, index, field);

        Assert.Equal(expected, TinyScenario.Read(TinyScenario.Json(more: $",\"fails\":{fails}")).Fails);
        Assert.Equal(expected, Find($$"""{"format":"tito.golden-scenario","fails":{{fails}}}"""));
    }

    [Theory]
    [InlineData("{\"step\":-2,\"at\":\"mask\"}", "step", "must be the number of a step, or -1 for the session.")]
    [InlineData("{\"at\":\"mask\",\"index\":-1}", "index", "must be a whole number of 0 or more.")]
    [InlineData("{\"at\":\"mask\",\"turn\":1}", "turn", "is not known here; known are step, at, index, field.")]
    public void Read_OfAnotherWayToFail_NamesThePlace(string fails, string field, string reason) =>
        TinyScenario.Refused($"fails.{field}", reason, () => TinyScenario.Read(TinyScenario.Json(more: $",\"fails\":{fails}")));

    /// <summary>Of a file that is no scenario, or does not say it in this form, nobody knows how it has to fail.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("{\"fails\":{\"at\":\"mask\"}}")]
    [InlineData("{\"format\":7,\"fails\":{\"at\":\"mask\"}}")]
    [InlineData("{\"format\":\"tito.golden-model\",\"fails\":{\"at\":\"mask\"}}")]
    [InlineData("{\"format\":\"tito.golden-scenario\"}")]
    [InlineData("{\"format\":\"tito.golden-scenario\",\"fails\":null}")]
    [InlineData("{\"format\":\"tito.golden-scenario\",\"fails\":{\"at\":\"nowhere\"}}")]
    [InlineData("{\"format\":\"tito.golden-scenario\",\"fails\":{\"at\":\"mask\"}")]
    [InlineData("{\"format\":\"\\ud800\",\"fails\":{\"at\":\"mask\"}}")]
    public void Find_OfAnythingElse_FindsNothing(string json) => Assert.Null(Find(json));

    [Fact]
    public void Find_OfAFileThatIsTooDeepToBeRead_StillFindsIt()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 900)) + string.Concat(Enumerable.Repeat("]", 900));

        Assert.Equal(ScenarioPlace.Format, Find($$$"""{"format":"tito.golden-scenario","open":{{{deep}}},"fails":{"at":"format"}}""")?.At);
    }

    [Theory]
    [InlineData("{\"format\":\"tito.golden-scenario\",\"version\":9}", true)]
    [InlineData("{\"format\":\"tito.golden-pools\"}", false)]
    [InlineData("{\"format\":[]}", false)]
    [InlineData("{}", false)]
    [InlineData("\"tito.golden-scenario\"", false)]
    public void IsScenario_OfAFile_AsksForItsFormatAlone(string json, bool expected) =>
        Assert.Equal(expected, ScenarioReader.IsScenario(JsonElement.Parse(json)));

    private static ScenarioFailure? Find(string json) => ScenarioFailureReader.Find(Encoding.UTF8.GetBytes(json));
}
