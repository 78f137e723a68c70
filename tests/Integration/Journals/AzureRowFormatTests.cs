using System.Text;
using Azure.Data.Tables;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>
/// The columns of turns and intents of version 1 and heads of version 2, written out by hand; a change of them is a new version. The seal comes from Python:
/// <code>
/// import hashlib, struct
/// part = lambda b: struct.pack("&lt;i", len(b)) + b
/// value = lambda v: b"b" + v if type(v) is bytes else b"s" + v.encode() if type(v) is str else b"i" + struct.pack("&lt;i", v)
/// seal = hashlib.sha256(b"".join(part(n.encode()) + part(value(columns[n])) for n in sorted(columns))).hexdigest()
/// </code>
/// </summary>
public sealed class AzureRowFormatTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private AzureJournal _journal = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _journal = await account.OpenAsync(_name, Ends);
        await _journal.CreateAsync(Heads.Of("a"), Ends);
        await _journal.StoreAsync("a", Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!, Ends);
    }

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Fact]
    public async Task AppendAsync_OfAFirstTurn_WritesTheTurnRowOfVersionThree() => Assert.Equal(
        [
            "completion_ids x'0400000005000000'",
            "digest x'a9713cfec7b9f27e76694fffd02ce6b7d81df16d6a62b3c22ad32d3968312d4f'",
            "engine x'" + Hex("sglang-chat") + "'",
            "exchange x'" + Hex("""{"requested_at":"2026-11-24T12:00:00.0000000+00:00","completed_at":"2026-11-24T12:00:01.5000000+00:00","prompt_tokens":3,"cached_tokens":0,"weight_version":"v7","response_id":"r"}""") + "'",
            "finish_reason x'73746f70'",
            "format 3",
            "logprobs x'000000bf000080be'",
            "messages x'" + Hex("""[{"role":"user","content":"Hé\n"},{"role":"assistant","content":"ok","x":1.0}]""") + "'",
            "parent -1",
            "prompt_ids x'010000000200000003000000'",
            "prompt_origins x'0000000003000000'",
            "replaced_count 0",
            "request x'" + Hex("""{"temperature":1.0}""") + "'",
            "response x'" + Hex("""{"id":"r"}""") + "'",
            "sequence 0",
            "sha256 x'5fcd75bc1420bfc2ff118d918735c036a7b96f4aa7df96cf77875a562fa05429'",
        ],
        await ReadAsync("turn-00000000"));

    [Fact]
    public async Task AppendAsync_OfAFirstTurn_WritesTheIntentAndItsChangesOfVersionOne()
    {
        // SHA-256 of "turn 0".
        var present = await ReadAsync("intent-c08ec9e064a7fa5ca84e271b1d1663d947c8bfff271d58ec19017ae0fafe600c");
        string[] begun =
        [
            "attempt_id turn 0-1", "expires_at 2026-11-25T09:10:00.1234560-03:00", "is_generated False", "key turn 0", "parent -1",
            "request_digest x'230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5'", "started_at 2026-11-25T09:00:00.1234560-03:00", "turn_count 0",
        ];

        Assert.Equal(begun.Append("turn 0").Order(StringComparer.Ordinal), Known(present));
        Assert.Equal(Known(present), Known(await ReadAsync("change-0000000002")));
        Assert.Equal(Known(present).Where(column => column != "turn 0"), Known(await ReadAsync("change-0000000001")));
    }

    [Fact]
    public async Task AppendAsync_OfAFirstTurn_LeavesTheHeadOfVersionTwo() => Assert.Equal(
        [
            "active 0",
            "created_at 2026-11-24T12:30:15.1234560+02:00",
            "family qwen3",
            "format 2",
            "genesis x'aeebad4a796fcc2e15dc4c6061b45ed9b373f26adfc798ca7d2d8cc58182718e'",
            "intent_count 1",
            "last_used_at 2026-11-25T09:00:00.1234560-03:00",
            "open_intents 0",
            """settings {"policy":"tree","matcher":"loose_tool_call","max_rollback":7,"max_turns":300,"close_truncated":true,"unended":"close"}""",
            "tip x'a9713cfec7b9f27e76694fffd02ce6b7d81df16d6a62b3c22ad32d3968312d4f'",
            "turn_count 1",
            "version 2",
        ],
        Known(await ReadAsync("head")));

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    // The ids of writes are random, and the seals with them.
    private static IEnumerable<string> Known(IEnumerable<string> columns) => columns
        .Where(column => column.Split(' ')[0] is not ("sha256" or "written_by" or "created_by"));

    private async Task<List<string>> ReadAsync(string key)
    {
        var row = (await account.Table(_name).GetEntityAsync<TableEntity>("a", key, cancellationToken: Ends)).Value;
        return
        [
            .. row.Where(column => column.Key is not ("odata.etag" or "PartitionKey" or "RowKey" or "Timestamp"))
                .OrderBy(column => column.Key, StringComparer.Ordinal)
                .Select(column => column.Value is byte[] bytes ? $"{column.Key} x'{Convert.ToHexStringLower(bytes)}'" : FormattableString.Invariant($"{column.Key} {column.Value}")),
        ];
    }
}
