using System.Text;
using System.Text.Json.Nodes;
using Tito.Core.Verification;

namespace Tito.Tests.Integration.Transfer;

/// <summary>A file of which something was changed on its way: nothing of it is restored, and the place is named.</summary>
public sealed class TamperTests(TakenSessions sessions) : IClassFixture<TakenSessions>
{
    [Fact]
    public async Task Restore_WhenAnyOneFieldOfATurnIsChanged_NamesTheTurnsDigest()
    {
        await AssertRefusedAsync("tree", "turns[3].recorded.digest", turns => Bump(turns[3]!["completion"]!["ids"]!, 5));
        await AssertRefusedAsync("tree", "turns[2].recorded.digest", turns => turns[2]!["completion"]!["logprobs"]![0] = -9.75);
        await AssertRefusedAsync("tree", "turns[1].recorded.digest", turns => Bump(turns[1]!["recorded"]!["prompt"]![1]!["ids"]!, 0));
        await AssertRefusedAsync("tree", "turns[0].recorded.digest", turns => turns[0]!["recorded"]!["prompt"]![0]!["origin"] = "environment");
        await AssertRefusedAsync("tree", "turns[1].recorded.digest", turns => turns[1]!["completion"]!["finish_reason"] = "abort");
        await AssertRefusedAsync("tree", "turns[1].recorded.digest", turns => turns[1]!["completion"]!["weight_version"] = "other");
        await AssertRefusedAsync("tree", "turns[0].recorded.digest", turns => turns[0]!["request"]!["messages"]![1]!["content"] = "Hello?");
        await AssertRefusedAsync("tree", "turns[0].recorded.digest", turns => turns[0]!["completion"]!["message"]!["content"] = "Hello!");
        await AssertRefusedAsync("experts", "turns[4].recorded.digest", turns => turns[4]!["completion"]!["routed_experts"]!["first_row"] = 0);
        await AssertRefusedAsync("experts", "turns[4].recorded.digest", turns => ((JsonObject)turns[4]!["completion"]!).Remove("routed_experts"));
    }

    [Fact]
    public async Task Restore_WhenTheParentOrThePathIsChanged_NamesThePlace()
    {
        await AssertRefusedAsync("tree", "turns[4].request.messages[3]", turns => turns[4]!["recorded"]!["parent"] = 1);
        await AssertRefusedAsync("tree", "turns[1].recorded.parent", turns => turns[1]!["recorded"]!["parent"] = 1);
        await AssertRefusedAsync("tree", "turns[3].request.messages[0]", turns => turns[3]!["request"]!["messages"]![0]!["content"] = "Be long.");
        await AssertRefusedAsync("tree", "turns[6]", turns => turns[6]!["recorded"]!["replaced_count"] = 9999);
        await AssertRefusedAsync("tree", "turns[6].completion.ids[0]", turns => turns[6]!["completion"]!["ids"]![0] = -1);
    }

    [Fact]
    public async Task Restore_WhenTurnsAreMissingOrTheHeadIsChanged_NamesTheSessionsRecord()
    {
        await AssertRefusedAsync("tree", "recorded.active", turns => turns.RemoveAt(turns.Count - 1));
        await AssertRefusedAsync("tree", "recorded.tip", turns => turns.Root["recorded"]!["tip"] = new string('0', 64));
        await AssertRefusedAsync("tree", "turns[0].recorded.digest", turns => turns.Root["recorded"]!["genesis"] = new string('0', 64));
        await AssertRefusedAsync("tree", "recorded.active", turns => turns.Root["recorded"]!["active"] = 7);
        await AssertRefusedAsync("tree", "recorded.session_id", turns => turns.Root["recorded"]!["session_id"] = "../x");
        await AssertRefusedAsync("tree", "turns[2].recorded", turns => ((JsonObject)turns[2]!).Remove("recorded"));
    }

    private async Task AssertRefusedAsync(string name, string place, Action<JsonArray> change)
    {
        var file = JsonNode.Parse(await sessions.ExportAsync(name))!;
        change(file["turns"]!.AsArray());

        var refused = Assert.Throws<GoldenFormatException>(() => RecordedTrajectory.Restore(GoldenReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString()))));

        Assert.Equal(place, refused.Field);
    }

    private static void Bump(JsonNode ids, int index) => ids[index] = ids[index]!.GetValue<int>() + 1;
}
