using System.Security.Cryptography;
using System.Text;
using Tito.Core.Tokens;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Json =
        """
        {"format":"tito.golden-scenario","version":1,"name":"tiny/one","kind":"chat","family":"tiny","assets":"tiny","wire":"sglang-chat","opened_at":"2026-11-01T00:00:00Z",
        "open":{"policy":"tree"},
        "steps":[{"do":"turn","face":"openai-chat","stream":true,"key":"k","headers":{"x-tito-agent":"a"},"body":{"messages":[]},"samples":[{"ids":[5,6],"logprobs":[-1,-0.5],"finish_reason":"stop","stop_token":6,"stop_text":null,"weight_version":"v"},{"fault":"status","status":503},{"fault":"cut","after":1,"ids":[7,8],"logprobs":[-1,-1]},{"fault":"aborted","ids":[],"logprobs":[]}],"expect":{"status":200,"turn":{"parent":-1,"replaced_count":0,"prompt":[1,2,3],"prompt_count":3,"token_count":5,"origins":[{"origin":"prompt","count":3},{"origin":"model","count":2}],"loss_mask":[3,2],"end":"stop_token"},"message":{"content":"x"},"headers":{"x-tito-line":"l","x-tito-fork":null}}},
        {"do":"turn","face":"openai-chat","body":{},"samples":[],"expect":{"status":200,"repeats":0}},
        {"do":"rollback","body":{"turn":-1},"expect":{"status":409,"error":"session_closed","param":"turn"}},
        {"do":"restart","expect":{"status":200}}],
        "expect":{"mismatches":["assistant_text"],"active":0},
        "fails":{"step":0,"at":"mask","index":2}}

        """;

    [Fact]
    public void Read_OfAllThatThereIs_HasIt()
    {
        var scenario = Read(Json);

        Assert.Equal(("tiny/one", "chat", "tiny", "tiny", "sglang-chat"), (scenario.Name, scenario.Kind, scenario.Family, scenario.Assets, scenario.Wire));
        Assert.Equal(
            [ScenarioAction.Turn, ScenarioAction.Turn, ScenarioAction.RollBack, ScenarioAction.Restart], scenario.Steps.Select(step => step.Do));
        var step = scenario.Steps[0];
        Assert.Equal((true, "k", "a"), (step.IsStreamed, step.Key, step.Headers.Single().Value));
        var whole = Assert.IsType<ScenarioSample.Completion>(step.Samples[0]);
        Assert.Equal(("stop", 6, "v"), (whole.FinishReason, whole.Stop!.TokenId, whole.WeightVersion));
        Assert.Equal(new ScenarioSample.Status(503), step.Samples[1]);
        Assert.Equal([7], Assert.IsType<ScenarioSample.Cut>(step.Samples[2]).Tokens.Ids);
        Assert.Empty(Assert.IsType<ScenarioSample.Aborted>(step.Samples[3]).Tokens.Ids);
        Assert.Equal([(TokenOrigin.Prompt, 3), (TokenOrigin.Model, 2)], step.Expected.Turn!.Origins!.Value);
        Assert.Null(step.Expected.Turn.Digest);
        Assert.Equal([new("x-tito-line", "l"), new("x-tito-fork", null)], step.Expected.Headers);
        Assert.Equal(0, scenario.Steps[1].Expected.Repeats);
        Assert.Equal((409, "session_closed"), (scenario.Steps[2].Expected.Status, scenario.Steps[2].Expected.Error));
        Assert.Equal("turn", scenario.Steps[2].Expected.Param);
        Assert.Equal((null, 0), (scenario.Expected.Genesis, scenario.Expected.Active));
        Assert.Equal(new ScenarioFailure(0, ScenarioPlace.Mask, 2, null), scenario.Fails);
    }

    [Theory]
    [InlineData("\"tito.golden-scenario\"", "\"other\"", "format")]
    [InlineData("\"version\":1", "\"version\":2", "version")]
    [InlineData("\"kind\":\"chat\"", "\"kind\":1", "kind")]
    [InlineData("\"open\":{\"policy\":\"tree\"}", "\"open\":[]", "open")]
    [InlineData("\"stream\":true", "\"stream\":1", "steps[0].stream")]
    [InlineData("\"stream\":true", "\"strean\":true", "steps[0].strean")]
    [InlineData("\"do\":\"restart\"", "\"do\":\"reboot\"", "steps[3].do")]
    [InlineData("\"do\":\"rollback\"", "\"do\":\"rollback\",\"samples\":[]", "steps[2].samples")]
    [InlineData("\"ids\":[5,6]", "\"ids\":[5,-6]", "steps[0].samples[0].ids[1]")]
    [InlineData("\"ids\":[5,6]", "\"ids\":[5]", "steps[0].samples[0]")]
    [InlineData("\"fault\":\"status\",\"status\":503", "\"fault\":\"status\",\"status\":200", "steps[0].samples[1].status")]
    [InlineData("\"fault\":\"aborted\"", "\"fault\":\"lost\"", "steps[0].samples[3].fault")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[3,3]", "steps[0].expect.turn.loss_mask")]
    [InlineData("{\"origin\":\"model\",\"count\":2}", "{\"origin\":\"model\",\"count\":0}", "steps[0].expect.turn.origins[1].count")]
    [InlineData("\"end\":\"stop_token\"", "\"end\":\"late\"", "steps[0].expect.turn.end")]
    [InlineData("\"repeats\":0", "\"repeats\":1", "steps[1].expect.repeats")]
    [InlineData("\"error\":\"session_closed\"", "\"error\":\"session_closed\",\"message\":{}", "steps[2].expect.message")]
    [InlineData("\"error\":\"session_closed\"", "\"error\":\"session_closed\",\"headers\":{}", "steps[2].expect.headers")]
    [InlineData("\"status\":200,\"repeats\":0", "\"status\":200,\"param\":\"turn\"", "steps[1].expect.param")]
    [InlineData("\"x-tito-line\":\"l\"", "\"x-tito-line\":1", "steps[0].expect.headers.x-tito-line")]
    [InlineData("[\"assistant_text\"]", "[\"text\"]", "expect.mismatches[0]")]
    [InlineData("\"at\":\"mask\"", "\"at\":\"somewhere\"", "fails.at")]
    [InlineData("\"name\":\"tiny/one\"", "\"name\":\"tiny/one\",\"name\":\"tiny/two\"", "$")]
    public void Read_OfAnythingElse_NamesThePlace(string replaced, string replacement, string field)
    {
        Assert.Contains(replaced, Json, StringComparison.Ordinal);

        var refused = Assert.Throws<GoldenFormatException>(() => Read(Json.Replace(replaced, replacement, StringComparison.Ordinal)));

        Assert.Equal(field, refused.Field);
    }

    [Fact]
    public void Read_OfASealedFile_TakesItAndNoOther()
    {
        var file = Seal(Json);

        Assert.Equal("tiny/one", Read(file).Name);
        foreach (var (changed, line) in new[]
        {
            (file.Replace("tiny/one", "tiny/two", StringComparison.Ordinal), 1),
            (file.Replace("\"open\":{", "\"open\": {", StringComparison.Ordinal), 2),
            (file.Replace("\n\"expect\"", "\n\n\"expect\"", StringComparison.Ordinal), 7),
            (file + "\n", 9),
        })
        {
            Assert.Equal($"line {line}", Assert.Throws<GoldenFormatException>(() => Read(changed)).Field);
        }
    }

    [Fact]
    public void Read_OfASealWhoseNameIsNoText_NamesItsLine()
    {
        var bytes = Encoding.UTF8.GetBytes(Seal(Json));
        bytes[bytes.AsSpan().LastIndexOf("seal"u8)] = 0xFF;

        Assert.Equal("line 9", Assert.Throws<GoldenFormatException>(() => ScenarioReader.Read(bytes)).Field);
    }

    [Fact]
    public void Find_OfAFileThatCannotBeRead_StillSaysHowItHasToFail()
    {
        Assert.Equal(
            new ScenarioFailure(0, ScenarioPlace.Mask, 2, null),
            ScenarioFailureReader.Find(Encoding.UTF8.GetBytes(Json.Replace("\"kind\":\"chat\"", "\"kind\":1", StringComparison.Ordinal))));
        Assert.Null(ScenarioFailureReader.Find("{"u8.ToArray()));
    }

    private static string Seal(string json)
    {
        var lines = json.TrimEnd('\n')[..^1].Split('\n');
        lines[^1] += ",";
        var hashes = lines.Select(line => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..8]}\"");
        return $"{string.Join('\n', lines)}\n\"seal\": [{string.Join(", ", hashes)}]}}\n";
    }

    private static GoldenScenario Read(string json) => ScenarioReader.Read(Encoding.UTF8.GetBytes(json));
}
