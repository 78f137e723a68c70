using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Runs;

/// <summary>
/// The plan that a run is worked off by. Its name is the hash of its shards, so that two plans of one run, after a crash or in two
/// processes, lie under names of their own, and the same plan twice is stored once.
/// </summary>
/// <param name="Name">What its shards' rows are named after; null of an earlier build, which gave plans no name.</param>
/// <param name="Count">How many shards it has.</param>
internal sealed record StoredPlan(string? Name, int Count)
{
    private const int NameDigits = 32;

    /// <summary>The plan of some shards, as their rows have them.</summary>
    public static StoredPlan Of(IReadOnlyList<ReadOnlyMemory<byte>> shards) =>
        new(Digest.Of([.. shards.SelectMany(shard => shard.ToArray())]).ToString()[..NameDigits], shards.Count);

    /// <summary>Reads its row: an object, and of earlier builds the number of shards alone.</summary>
    public static StoredPlan Read(JsonPlace place) => place.Json.ValueKind == JsonValueKind.Number
        ? new(null, place.Count())
        : new(place["plan"].Text(), place["shards"].Count());

    /// <summary>Writes the members of its row.</summary>
    /// <param name="json">An object that is open.</param>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("plan", Name);
        json.WriteNumber("shards", Count);
    }

    /// <summary>The name of a shard's row.</summary>
    public string Row(int index) => RunName.Shard(Name, index);
}
