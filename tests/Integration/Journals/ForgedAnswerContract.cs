using System.Net;
using Tito.Core.Journals;
using Tito.Storage.Rows;
using Tito.Tests.Support;
using Tito.Tests.Unit.Journals.Seals;

namespace Tito.Tests.Integration.Journals;

/// <summary>
/// What a client gets of a session whose store somebody else can write, who has no key: the answer that it got before, or
/// <c>journal_corrupt</c>, and never what was forged.
/// </summary>
public abstract class ForgedAnswerContract
{
    private const string Id = "s";

    /// <summary>What no digest binds: what a retry gets, what a trainer believes, what is free again.</summary>
    private static readonly string[] Worth = ["response", "request", "exchange", "turn", "active", "closed_at", "reward", "metadata"];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IRawRows Rows { get; }

    private protected abstract Task<IJournal> OpenAsync(RowSeals seals);

    [Fact]
    public async Task AForgedColumn_IsToldByReadingRetryAndVerify_AndNeverServed()
    {
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Says("a1").Says("a2"), await OpenAsync(RowSeals.Keyed("the key of these tests")), Token);
        using var client = new SessionClient(server.Root, Token);
        var bodies = await FillAsync(client);
        var before = await AskAsync(client, bodies);
        Assert.All(before, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.True(await IsVerifiedAsync(client));
        var rows = await Rows.ReadAsync(Id, Token);
        var (forged, toldTo) = (0, new int[before.Length]);
        foreach (var row in rows)
        {
            foreach (var column in row.Content.Where(Worth.Contains))
            {
                // Ways 1 to 3 (a plain seal, another row's, the key's name before random bytes); the others are SealContract's.
                for (var way = 1; way <= 3; way++, forged++)
                {
                    await Rows.WriteAsync(Forger.Forge(row.Flip(column), way, rows.First(other => other != row)), Token);
                    var what = $"{row.Kind}.{column}, {Forger.Ways[way].Name}";

                    Assert.False(await IsVerifiedAsync(client), $"{what}: verified");
                    var told = Told(before, await AskAsync(client, bodies), what);

                    // A session is read from its changes in Azure, and a retry with it: the present intent is in the way of a new attempt.
                    Assert.True(row.Kind == "intent" || told.All(one => one), $"{what}: told to {string.Join(", ", told)}");
                    for (var at = 0; at < told.Count; at++)
                    {
                        toldTo[at] += told[at] ? 1 : 0;
                    }
                }
            }

            await Rows.WriteAsync(row, Token);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{forged} forged rows: told to verify each time, to the session {toldTo[0]}, to the retries {toldTo[1]} and {toldTo[2]} times");
        Assert.InRange(forged, 40, 200);
        Assert.True(await IsVerifiedAsync(client));
    }

    /// <summary>Without a key it is as it was: what the digest does not bind is believed when its seal was computed anew.</summary>
    [Fact]
    public async Task AForgedResponse_WithoutAKey_IsWhatARetryGets()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1").Says("a2"), await OpenAsync(RowSeals.Plain), Token);
        using var client = new SessionClient(server.Root, Token);
        var bodies = await FillAsync(client);
        var rows = await Rows.ReadAsync(Id, Token);
        var row = rows.First(one => one.Columns.ContainsKey("response"));
        var response = System.Text.Encoding.UTF8.GetString((byte[])row.Columns["response"]!);

        var forged = $$"""{"system_fingerprint":"forged"{{(response == "{}" ? "" : ",")}}{{response[1..]}}""";
        await Rows.WriteAsync(Forger.Forge(row.With("response", System.Text.Encoding.UTF8.GetBytes(forged)), 1, row), Token);

        Assert.Contains("\"forged\"", (await AskAsync(client, bodies))[1].Text, StringComparison.Ordinal);
        Assert.True(await IsVerifiedAsync(client));
    }

    private static async Task<string[]> FillAsync(SessionClient client)
    {
        await client.OpenAsync("""{"id":"s","group":"g","metadata":{"a":"b"}}""");
        var talk = new Conversation().User("u");
        var bodies = new List<string> { talk.Body() };
        Assert.Equal(HttpStatusCode.OK, (await client.ChatAsync(Id, bodies[0], ("Idempotency-Key", "k0"), ("x-tito-metadata", """{"m":"n"}"""), ("x-tito-reward", "0.5"))).Status);
        bodies.Add(talk.Assistant("a1").User("v").Body());
        Assert.Equal(HttpStatusCode.OK, (await client.ChatAsync(Id, bodies[1], ("Idempotency-Key", "k1"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"sessions/{Id}/close", """{"reward":1.5,"metadata":{"c":"d"}}""")).Status);
        return [.. bodies];
    }

    /// <summary>The session, and a retry of each turn.</summary>
    private static async Task<HttpAnswer[]> AskAsync(SessionClient client, string[] bodies)
    {
        var answers = new List<HttpAnswer> { await client.GetAsync($"sessions/{Id}") };
        for (var turn = 0; turn < bodies.Length; turn++)
        {
            answers.Add(await client.ChatAsync(Id, bodies[turn], ("Idempotency-Key", $"k{turn}")));
        }

        return [.. answers];
    }

    /// <summary>Which answers tell of it; the others are the very ones from before.</summary>
    private static List<bool> Told(HttpAnswer[] before, HttpAnswer[] after, string what)
    {
        var told = new List<bool>();
        for (var at = 0; at < before.Length; at++)
        {
            told.Add(after[at].Status == HttpStatusCode.InternalServerError && after[at].Error.Code == "journal_corrupt");
            Assert.True(told[at] || before[at].Text == after[at].Text, $"{what}: {after[at].Text}");
        }

        return told;
    }

    private static async Task<bool> IsVerifiedAsync(SessionClient client) =>
        (await client.PostAsync($"sessions/{Id}/verify", "")).Json.GetProperty("verified").GetBoolean();
}
