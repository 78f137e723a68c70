using System.Net;
using System.Text.Json;
using Tito.Server.Options;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary>The routes of verification runs, the page, and the webhook, over a server by itself.</summary>
public sealed class VerificationRouteTests : IDisposable
{
    private readonly TempFolder _corpus = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public async Task Post_BeginsARun_WhichIsReadWhereItSaysUntilItIsClosed()
    {
        Copy("200-cut-off.json", "a.json");
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);

        var begun = await client.PostAsync("verifications", "");
        Assert.Equal(HttpStatusCode.Accepted, begun.Status);
        var id = begun.Json.GetProperty("run_id").GetString()!;
        Assert.Equal($"/verifications/{id}", begun.Headers["location"]);

        var run = await ClosedAsync(client, id);
        Assert.Equal(("green", "demand", "closed"), (Text(run, "verdict"), Text(run, "trigger"), Text(run, "state")));
        Assert.Equal((1, 1), (run.GetProperty("checked").GetInt32(), run.GetProperty("shards").GetProperty("green").GetInt32()));
        var shard = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal(("trajectories", "green", "a.json"), (Text(shard, "kind"), Text(shard, "outcome"), shard.GetProperty("items")[0].GetString()));
        Assert.Equal(64, run.GetProperty("fingerprints").GetProperty("tokenizer").GetString()!.Length);

        // It is counted after it is closed.
        string? counted;
        while ((counted = (await client.GetAsync("metrics")).Text.Split('\n').FirstOrDefault(line =>
            line.StartsWith("tito_verification_runs_total{", StringComparison.Ordinal)
            && line.Contains("verdict=\"green\"", StringComparison.Ordinal))) is null)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
        }

        Assert.EndsWith(" 1", counted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_UnderOneKey_IsOneRun()
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        client.Headers.Add("Idempotency-Key", "night-1");

        var first = await client.PostAsync("verifications", "");
        var again = await client.PostAsync("verifications", "");

        Assert.Equal(Text(first.Json, "run_id"), Text(again.Json, "run_id"));
        client.Headers.Remove("Idempotency-Key");
        client.Headers.Add("Idempotency-Key", ["a", "b"]);
        Assert.Equal((400, "invalid_request"), (await client.PostAsync("verifications", "")).Error);
    }

    [Fact]
    public async Task Get_OfAllRuns_GivesTheNewestFirstAPageAtATime()
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, Text((await client.PostAsync("verifications", "")).Json, "run_id")!);
            await Pause.ForAsync(TimeSpan.FromMilliseconds(5), Ends); // Runs are ordered by the millisecond.
        }

        var first = (await client.GetAsync("verifications?limit=2")).Json;
        Assert.Equal(ids[..2], first.GetProperty("verifications").EnumerateArray().Select(run => Text(run, "run_id")));
        var last = (await client.GetAsync($"verifications?limit=2&before={Text(first, "next_before")}")).Json;
        Assert.Equal(ids[2..], last.GetProperty("verifications").EnumerateArray().Select(run => Text(run, "run_id")));
        Assert.Null(Text(last, "next_before"));
        Assert.Equal((400, "invalid_request"), (await client.GetAsync("verifications?limit=0")).Error);
        Assert.Equal((400, "invalid_request"), (await client.GetAsync("verifications?before=x")).Error);
    }

    [Theory]
    [InlineData("20200101T000000000Z-none")]
    [InlineData("key-0123")]
    [InlineData("x")]
    public async Task Get_OfNoRun_Is404(string id)
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);

        Assert.Equal((404, "verification_not_found"), (await client.GetAsync($"verifications/{id}")).Error);
    }

    [Fact]
    public async Task Get_ByABrowser_IsAPageWithTheFirstDifferingToken()
    {
        // The first expected token of the file is <|im_start|>, 151644; the file is made to expect another one.
        Copy("200-cut-off.json", "<b>.json", "\"token_ids\": [151644, 872, 198,", "\"token_ids\": [151644, 872, 271,");
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        var id = Text((await client.PostAsync("verifications", "")).Json, "run_id")!;
        await ClosedAsync(client, id);
        client.Headers.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

        var page = await client.GetAsync($"verifications/{id}");

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.Headers["content-type"]));
        Assert.Contains("<h3>&lt;b&gt;.json, turn 0: tokens</h3>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Token 2: expected <span class=\"token expected\"><b>271</b>", page.Text, StringComparison.Ordinal);
        Assert.Contains("found <span class=\"token found\"><b>198</b>", page.Text, StringComparison.Ordinal);
        Assert.Contains("<span class=\"verdict red\">red</span>", page.Text, StringComparison.Ordinal);
        Assert.Contains("light-dark(", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", page.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatIsRed_TellsTheWebhookWithoutAnyText()
    {
        Copy("200-cut-off.json", "a.json", "\"token_ids\": [151644, 872, 198,", "\"token_ids\": [151644, 872, 271,");
        await using var hook = await EngineDouble.StartAsync(context => Task.CompletedTask);
        await using var server = await StartAsync(hook: new(hook.BaseAddress, "/generate?secret=1"));
        using var client = new SessionClient(server.Root, Ends);
        var id = Text((await client.PostAsync("verifications", "")).Json, "run_id")!;

        var run = await ClosedAsync(client, id, withNotice: true);

        Assert.Equal((true, 1, "status 200"), Notice(run));
        var told = JsonElement.Parse(hook.RequestBody);
        Assert.Equal(("verification.red", id, "red"), (Text(told, "event"), Text(told, "run_id"), Text(told, "verdict")));
        var failure = Assert.Single(told.GetProperty("first_failures").EnumerateArray());
        Assert.Equal(("a.json", 0, "tokens", 2), (Text(failure, "item"), failure.GetProperty("turn").GetInt32(), Text(failure, "what"), failure.GetProperty("token_index").GetInt32()));
        Assert.Equal(["item", "turn", "what", "token_index", "cause"], failure.EnumerateObject().Select(field => field.Name));
        Assert.DoesNotContain("sky", hook.RequestBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhoseWebhookFails_SaysSoAndIsClosedNevertheless()
    {
        Copy("200-cut-off.json", "a.json", "\"token_ids\": [151644, 872, 198,", "\"token_ids\": [151644, 872, 271,");
        await using var hook = await EngineDouble.StartAsync(500, "");
        await using var server = await StartAsync(hook: new(hook.BaseAddress, "/generate"));
        using var client = new SessionClient(server.Root, Ends);
        var id = Text((await client.PostAsync("verifications", "")).Json, "run_id")!;

        var run = await ClosedAsync(client, id, withNotice: true);

        Assert.Equal("closed", Text(run, "state"));
        Assert.Equal((false, 3, "status 500"), Notice(run));
    }

    private static (bool, int, string?) Notice(JsonElement run) =>
        run.GetProperty("webhook") is var notice ? (notice.GetProperty("delivered").GetBoolean(), notice.GetProperty("attempts").GetInt32(), Text(notice, "detail")) : default;

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<JsonElement> ClosedAsync(SessionClient client, string id, bool withNotice = false)
    {
        while (true)
        {
            var run = (await client.GetAsync($"verifications/{id}")).Json;
            if (Text(run, "state") == "closed" && (!withNotice || run.GetProperty("webhook").ValueKind == JsonValueKind.Object))
            {
                return run;
            }

            await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
        }
    }

    private Task<TestServer> StartAsync(Uri? hook = null) => TestServer.StartAsync(
        new ScriptedEngine(ServedModel.Tokenizer),
        ServedModel.Qwen3,
        TestServer.Options with { Verify = new VerifyOptions { Corpus = _corpus.Path, Webhook = hook } },
        Ends);

    private void Copy(string file, string name, string replaced = "", string replacement = "")
    {
        var text = File.ReadAllText(Repository.PathTo("tests", "Golden", "corpus", "trajectories", file));
        Assert.True(replaced.Length == 0 || text.Contains(replaced, StringComparison.Ordinal), replaced);
        File.WriteAllText(_corpus.File(name), replaced.Length == 0 ? text : text.Replace(replaced, replacement, StringComparison.Ordinal));
    }
}
