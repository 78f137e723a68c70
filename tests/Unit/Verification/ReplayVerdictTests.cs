using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Verification;

/// <summary>
/// Replays under templates that refuse a turn, and under one that replaced an earlier release's. Ids of the byte-level tokenizer are UTF-8
/// bytes; a recording here has no expectations unless the test gives it some.
/// </summary>
public sealed class ReplayVerdictTests
{
    private const string Plain = "{% for m in messages %}{{ m.content }};{% endfor %}";
    private const string Shouting = "{% for m in messages %}{{ m.content | upper }};{% endfor %}";

    private static readonly GoldenTrajectory Two = Recording(
        """{"messages":[{"role":"user","content":"u"}]}""",
        """{"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"},{"role":"user","content":"v"}]}""");

    [Theory]
    [InlineData(Plain, null, null, "")]
    [InlineData("{{ raise_exception('never') }}" + Plain, 0, "request", "never")]
    [InlineData("{% if messages | length > 1 and add_generation_prompt %}{{ raise_exception('no more') }}{% endif %}" + Plain, 1, "request", "no more")]
    [InlineData("{{ messages | length }}:" + Plain, 1, "render", "")]
    [InlineData("{% if not add_generation_prompt %}{{ raise_exception('not whole') }}{% endif %}" + Plain, null, "comparator", "not whole")]
    public void Run_UnderATemplateThatRefusesATurn_SaysWhatItRefuses(string template, int? turn, string? what, string detail)
    {
        var outcome = new TrajectoryReplayer(Model(template)).Run(what == "comparator" ? Two with { Turns = Two.Turns[..1], Mismatches = [] } : Two);

        var differs = outcome as ReplayOutcome.Differs;
        Assert.Equal((turn, what), (differs?.TurnIndex, differs?.What));
        Assert.Contains(detail, differs?.Detail ?? "", StringComparison.Ordinal);
    }

    /// <summary>A session of an earlier release's template is replayed, taken and proved with that template, and with no other's.</summary>
    [Fact]
    public void Run_OfASessionUnderAnEarlierTemplate_TakesThatTemplate()
    {
        var earlier = Model(Plain);
        var grown = SessionModel.Load(TinyModel.Family(Shouting) with { EarlierTemplates = [Plain] }, TinyModel.Assets(), null);
        var made = new PlannedTrajectory(earlier).Make(Two);
        var golden = Two with { Genesis = earlier.Genesis, Mismatches = [] };

        Assert.Equal("u;"u8.ToArray().Select(letter => (int)letter), made.Turns[0].Prompt.ToIds());
        Assert.IsType<ReplayOutcome.Matched>(new TrajectoryReplayer(grown).Run(golden));
        Assert.Equal(made.Tip, new PlannedTrajectory(grown).Make(golden).Tip);
        Assert.NotEqual(made.Tip, new PlannedTrajectory(grown).Make(Two).Tip);
        Assert.Equal("genesis", Assert.IsType<ReplayOutcome.Differs>(new TrajectoryReplayer(Model(Shouting)).Run(golden)).What);
    }

    [Fact]
    public async Task RunAsync_OfASessionUnderAnEarlierTemplate_ProvesItWithThatTemplate()
    {
        var ends = TestContext.Current.CancellationToken;
        var grown = SessionModel.Load(TinyModel.Family(Shouting) with { EarlierTemplates = [Plain] }, TinyModel.Assets(), null);
        var journal = new InMemoryJournal();
        var made = new PlannedTrajectory(Model(Plain)).Make(Two);
        Assert.True(await new SessionImporter(journal, TimeProvider.System).RunAsync(TinyRecording.Id, Two, made, ends));

        var levels = (await new SessionProver(journal, grown, TimeProvider.System).RunAsync(TinyRecording.Id, ends))!.Levels!.Value;
        var verdict = (await new SessionVerifier(journal, grown).RunAsync(TinyRecording.Id, ends))!;

        Assert.Equal(2, levels.Length);
        Assert.All(levels, turn => Assert.Equal([true, true, true], turn[..3].Select(level => level.Holds)));
        Assert.Equal(2, verdict.TurnCount);
        Assert.Empty(verdict.Disagreements);
    }

    /// <summary>A turn's weights are bound by its digest, and its experts come back with it.</summary>
    [Fact]
    public void Make_OfARecording_KeepsWhatTheFileSaysOfEachTurn()
    {
        var experts = new RoutedExperts(0, 1, 1, LittleEndian.FromInt32([7, 8]));
        var recording = Recording("""{"n":1.0,"messages":[{"role":"user","content":"u"}],"tools":[{"function":{"name":"f"}}]}""");
        var golden = recording with { Turns = [recording.Turns[0] with { WeightVersion = "w", RoutedExperts = experts }] };

        var turn = new PlannedTrajectory(Model(Plain)).Make(golden).Turns[0];

        Assert.Equal(("w", "{}"), (turn.Content.Exchange.WeightVersion, turn.Content.Exchange.Response.GetRawText()));
        Assert.Equal("{\"n\":1.0}", turn.Content.Exchange.Request.GetRawText());
        Assert.Equal("[{\"function\":{\"name\":\"f\"}}]", turn.Content.Inputs.Tools?.GetRawText());
        Assert.Equal((golden.OpenedAt, golden.OpenedAt), (turn.Content.Exchange.RequestedAt, turn.Content.Exchange.CompletedAt));
        Assert.Same(experts, turn.Content.RoutedExperts);
        Assert.Equal("stop", turn.Content.FinishReason);
    }

    private static SessionModel Model(string template) => SessionModel.Load(TinyModel.Family(template), TinyModel.Assets(), null);

    private static GoldenTrajectory Recording(params ImmutableArray<string> requests) => new()
    {
        Family = "tiny",
        OpenedAt = DateTimeOffset.UnixEpoch,
        Settings = SessionSettings.Earlier,
        Recorded = null,
        Genesis = null,
        Tip = null,
        Mismatches = null,
        Turns =
        [
            .. requests.Select(request => new GoldenTurn
            {
                Request = JsonElement.Parse(request),
                Message = JsonElement.Parse("""{"role":"assistant","content":"a"}"""),
                Completion = TokenSegment.Sampled(['a', ';'], [-1f, -1f]),
                FinishReason = "stop",
                WeightVersion = null,
                RoutedExperts = null,
                Recorded = null,
                DigestVersion = TurnDigestVersion.Two,
                Expected = null,
            }),
        ],
    };
}
