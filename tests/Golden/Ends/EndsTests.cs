using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Support;
using Tito.Tests.Support.Families;

namespace Tito.Tests.Golden.Ends;

/// <summary>
/// Level 4 for every family and every kind of end: what follows a turn that ended so, against the oracle's prompts. Texts are the oracle's,
/// from Jinja2 and the published formats; their ids are the tokenizer's.
/// </summary>
public sealed class EndsTests
{
    private static readonly TurnInputs Inputs = new(
        JsonElement.Parse("""[{"type":"function","function":{"name":"look","description":"","parameters":{"type":"object","properties":{}}}}]"""),
        null);

    private static readonly ConcurrentDictionary<string, Lazy<EndCase[]>> Loaded = new();

    public static TheoryData<string> Families => [.. GoldenFiles.Names("ends", ".json")];

    [Fact]
    public void Corpus_HasEveryFamilyThatHasAFormat() => Assert.Equal(
        FamilyRegistry.All.Select(family => family.Name).Where(name => name != "default").Order(StringComparer.Ordinal), Families.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Families))]
    public void Of_EveryKindOfEnd_IsWhatTheTokensSay(string name) => Assert.All(Cases(name), item =>
    {
        var end = TurnEnd.Of(item.Parent.Content, item.Model.Renderer.Ends);

        Assert.Equal(item.Json.GetProperty("end").GetString(), WireName.Of(end.Kind));
        var openers = item.IsEndedByOpener && end.IsEnd ? 1 : 0;
        Assert.Equal(item.Ids("dropped").Length - openers, end.ExtraCount);
    });

    [Theory]
    [MemberData(nameof(Families))]
    public void Plan_AfterEveryKindOfEnd_IsRefusedByTheLawsThatRefuseIt(string name) => Assert.All(Cases(name), item =>
    {
        var refusedBy = item.Json.GetProperty("refused_by").EnumerateArray().Select(law => law.GetString()!).ToArray();
        foreach (var law in new[] { UnendedTurns.CloseStopStrings, UnendedTurns.Close, UnendedTurns.Refuse })
        {
            var refused = (item.Plan(law) as PlanOutcome.Refused)?.Refusal;

            Assert.Equal(refusedBy.Contains(WireName.Of(law)) ? PromptFault.TruncatedTurn : null, refused?.Fault);
            Assert.Equal(refused is null ? null : 4, refused?.Level);
            Assert.True(refused is null || refused.Message.Contains(Words(item), StringComparison.Ordinal), refused?.Message);
        }
    });

    [Theory]
    [MemberData(nameof(Families))]
    public void Plan_AfterEveryKindOfEnd_IsThePromptOfTheOracle(string name) => Assert.All(Cases(name), item =>
    {
        var prompt = Assert.IsType<PlanOutcome.Planned>(item.Plan(UnendedTurns.Close)).Plan.Prompt;
        int[] suffix = [.. item.Encode(item.Json.GetProperty("suffix").GetString()!)];
        var opened = item.Json.GetProperty("opens_as_splice").GetBoolean() ? 1 : 0;

        Assert.Equal(item.Ids("dropped").Length, prompt.ReplacedCount);
        Assert.Equal([.. item.Parent.Prompt.ToIds(), .. item.Ids("kept")], prompt.Ids.AsSpan()[..^prompt.Segments.Sum(segment => segment.Ids.Length)].ToArray());
        Assert.Equal(
            [.. item.Ids("closing"), .. item.Encode(item.Json.GetProperty("filler").GetString()!), .. suffix[..opened]], Of(prompt, TokenOrigin.Splice));
        Assert.Equal(suffix[opened..], Of(prompt, TokenOrigin.Environment));
        Assert.True(EndCheck.Holds(item.Parent, prompt.ReplacedCount, prompt.Segments, item.Model.Renderer.Ends));
    });

    /// <summary>The law of earlier sessions, which is the reference's: nothing is closed, and level 4 says so.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Plan_WhereTurnsRunOn_DoesNotHoldLevelFourUnlessTheTurnEnded(string name) => Assert.All(Cases(name), item =>
    {
        var kind = item.Json.GetProperty("end").GetString();
        if (item.Plan(UnendedTurns.RunOn) is not PlanOutcome.Planned { Plan.Prompt: var prompt })
        {
            Assert.Equal("length", item.Json.GetProperty("finish_reason").GetString());
            return;
        }

        Assert.Equal(
            kind == "stop_token", EndCheck.Holds(item.Parent, prompt.ReplacedCount, prompt.Segments, item.Model.Renderer.Ends));
    });

    /// <summary>
    /// What closes a turn is put there by the splice, and is what the format closes one with: neither another patch nor the same tokens of
    /// somebody else will do (docs/proof.md, level 4).
    /// </summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Holds_WhereATurnIsClosedOtherwise_SaysNo(string name) => Assert.All(Cases(name).Where(item => item.Ids("closing") is not []), item =>
    {
        var ends = item.Model.Renderer.Ends;
        var closing = item.Ids("closing");
        ImmutableArray<int> suffix = item.Encode(item.Json.GetProperty("suffix").GetString()!);
        TokenSegment environment = TokenSegment.Given(TokenOrigin.Environment, suffix), right = TokenSegment.Given(TokenOrigin.Splice, [.. closing]);
        var other = TokenSegment.Given(TokenOrigin.Splice, [closing[0] + 1, .. closing]);
        var dropped = item.Ids("dropped").Length;

        Assert.True(EndCheck.Holds(item.Parent, dropped, [right, environment], ends));
        Assert.False(EndCheck.Holds(item.Parent, dropped, [other, environment], ends));
        Assert.False(EndCheck.Holds(item.Parent, dropped, [TokenSegment.Given(TokenOrigin.Environment, [.. closing, .. suffix])], ends));
        Assert.False(EndCheck.Holds(item.Parent, dropped, [], ends));
    });

    /// <summary>What a refusal says of the end: of tokens that follow one how many, of any other that there is none.</summary>
    private static string Words(EndCase item) => item.Json.GetProperty("end").GetString() == "tokens_after_stop"
        ? $" {item.Ids("dropped").Length - (item.IsEndedByOpener ? 1 : 0)} tokens after its stop token. "
        : ": it has no end that a message could follow. ";

    private static int[] Of(Prompt prompt, TokenOrigin origin) =>
        [.. prompt.Segments.Where(segment => segment.Origin == origin).SelectMany(segment => segment.Ids)];

    private static EndCase[] Cases(string name) => Loaded.GetOrAdd(name, key => new(() => Load(key))).Value;

    private static EndCase[] Load(string name)
    {
        var golden = GoldenFiles.Json($"ends/{name}.json");
        var family = FamilyRegistry.Find(name)!;
        var tokens = golden.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!);
        var model = new FamilyModel(family, Repository.Root, [.. tokens]);
        return [.. golden.GetProperty("cases").EnumerateArray().Select(json => new EndCase(model, json, Inputs))];
    }
}
