using System.Diagnostics;
using System.Text;
using Tito.Tests.Support;
using Tito.Tests.Unit.Tokenizers;

namespace Tito.Tests.Integration.Mutants;

/// <summary>Damaged bodies to the routes of sessions: an answer, or a documented refusal. Those of turns are in FaceFuzzTests.</summary>
public sealed class BodyMutantTests
{
    private static readonly (string Route, string Body)[] Seeds =
    [
        ("sessions", """{"policy":"linear","matcher":"rendered","max_rollback":1,"max_turns":7,"unended":"close","on_prompt_inputs":"keep","altered":"branch"}"""),
        ("sessions", """{"repeat":"replay","on_hangup":"finish","on_abort":"resume","max_staleness":3,"group":"g/1","metadata":{"task":"Zürich","epoch":"3"}}"""),
        ("sessions", """{"id":"run-17.a_b","close_truncated":true}"""),
        ("sessions/s/samples", """{"max_seq_len":400,"picker":"drop_retries","agents":["main",null],"metadata":{"reward":0.5,"more":[1,{"a":null}]}}"""),
        ("sessions/s/samples", """{"picker":"all","drop_agents":["x"],"kinds":["main",null],"drop_kinds":["title"]}"""),
        ("sessions/s/rollback", """{"turn":0}"""),
        ("sessions/s/close", """{"reward":0.25}"""),
        ("sessions/s/v1/messages/count_tokens", """{"model":"qwen3","max_tokens":9,"system":"Be brief.","messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}"""),
    ];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADamagedBody_IsAnsweredOrRefusedByItsCode()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1"), Ends);
        using var http = new HttpClient { BaseAddress = server.Root };
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"s"}""");
        await client.TakeAsync("s", new Conversation().User("u").Body());
        var (random, seen, slowest) = (new Random(20261129), new Dictionary<string, int>(), TimeSpan.Zero);
        for (var i = 0; i < MutantCount.Share(25); i++)
        {
            var (route, seed) = Seeds[random.Next(Seeds.Length)];
            var body = Mutator.Mutate(Encoding.UTF8.GetBytes(seed), random);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            var began = Stopwatch.GetTimestamp();

            using var answer = await http.PostAsync(new Uri(route, UriKind.Relative), content, Ends);

            var text = await answer.Content.ReadAsStringAsync(Ends);
            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
            seen.Count($"{(int)answer.StatusCode}");
            Assert.True((int)answer.StatusCode < 500, $"Mutant {i} to {route}: {(int)answer.StatusCode} {text}\n{Convert.ToHexString(body)}");
            Assert.True(answer.IsSuccessStatusCode || text.Contains("\"error\"", StringComparison.Ordinal), $"Mutant {i} to {route}: {text}");
            Assert.True(took < MutantCount.Longest, $"Mutant {i} to {route} took {took}.");
        }

        MutantCount.Tell("bodies", seen, slowest);
        Assert.True(seen.Count > 1);
    }
}
