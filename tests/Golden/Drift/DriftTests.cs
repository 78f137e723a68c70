using System.Collections.Immutable;
using System.Text.Json;
using Tito.Replay.Drift;
using Tito.Replay.Items;
using Tito.Tests.Support;

namespace Tito.Tests.Golden.Drift;

/// <summary>What a changed template, tokenizer or family does to recorded sessions, held against the oracle's count of it.</summary>
public sealed class DriftTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Setups => [.. DriftCorpus.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Setups))]
    public async Task Drift_UnderAChangedSetup_IsWhatTheOracleCounts(string name)
    {
        var expected = DriftCorpus.Expected(name).GetProperty("sessions");
        var files = ReplayItems.Files([DriftCorpus.Trajectories]).OfType<ReplayItem.File>()
            .Where(file => expected.TryGetProperty(file.Name, out _)).ToImmutableArray();

        var summary = await new DriftRun(2).RunAsync(
            new("current"), DriftCorpus.Setup(name, _folder), files, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(expected.EnumerateObject().Select(session => session.Name), summary.Sessions.Select(session => session.Name));
        foreach (var session in summary.Sessions)
        {
            Assert.Null(session.NotCompared);
            var found = JsonElement.Parse(DriftJson.Line(session));
            Assert.Equal(Turns(expected.GetProperty(session.Name)), Turns(found));
            foreach (var count in expected.GetProperty(session.Name).GetProperty("sampled").EnumerateObject())
            {
                Assert.Equal(
                    $"{session.Name}: {count.Name} {count.Value.GetInt32()}",
                    $"{session.Name}: {count.Name} {found.GetProperty("sampled").GetProperty(count.Name).GetInt32()}");
            }
        }
    }

    private static IEnumerable<string> Turns(JsonElement session) => session.GetProperty("drifts").EnumerateArray().Select(turn =>
        $"{turn.GetProperty("number").GetInt32()}: {string.Join(' ', turn.GetProperty("kinds").EnumerateArray())}{Place(turn)}");

    /// <summary>The oracle has the place in an object of its own, and the ids without their texts.</summary>
    private static string Place(JsonElement turn) =>
        turn.TryGetProperty("at", out var at) ? $" at {at.GetProperty("index").GetInt32()}: {at.GetProperty("old")} {at.GetProperty("new")}"
        : turn.TryGetProperty("index", out var index) ? $" at {index.GetInt32()}: {Id(turn, "old")} {Id(turn, "new")}"
        : "";

    private static string Id(JsonElement turn, string side) =>
        turn.GetProperty(side) is { ValueKind: JsonValueKind.Object } token ? token.GetProperty("id").GetRawText() : "";
}
