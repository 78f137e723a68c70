using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>Mutated requests to each face: an answer, or a documented error in the face's shape. <c>TITO_FACE_MUTANTS</c> says how many.</summary>
public sealed class FaceFuzzTests
{
    private const int RequestsOfASession = 200;

    private static readonly ImmutableArray<Func<Random, JsonNode?>> Values =
    [
        _ => null, _ => "", _ => "\0\u001b", _ => "auto", _ => true, _ => -1, _ => 1e300, _ => 0, _ => new JsonArray(), _ => new JsonObject(),
        _ => JsonNode.Parse("[[[[[[1]]]]]]"), _ => new JsonArray(null, null), _ => new JsonObject { ["type"] = "text" },
        _ => new JsonObject { ["type"] = "image", ["source"] = null }, _ => new string('x', 5_000), random => random.Next(), _ => JsonNode.Parse("9007199254740993123"),
    ];

    /// <summary>What this process may have held at once, however many mutants there were.</summary>
    private const long MostBytes = 1_000_000_000;

    /// <summary>From this many on the tests are alone in their process, and its memory is theirs.</summary>
    private const int Many = 10_000;

    private static int Mutants => int.TryParse(Environment.GetEnvironmentVariable("TITO_FACE_MUTANTS"), out var count) ? count : 400;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string> Routes => [.. SpokenFace.All.Select(face => face.Route)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task AMutatedRequest_IsAnsweredOrRefusedInTheShapeOfItsFace(string route)
    {
        var face = SpokenFace.All.Single(face => face.Route == route);
        await using var server = await TestServer.StartAsync(new SameAnswer(), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var random = new Random(20261129);
        var session = "";
        var statuses = new Dictionary<int, int>();
        for (var i = 0; i < Mutants; i++)
        {
            session = i % RequestsOfASession == 0 ? await client.OpenAsync("""{"policy":"tree"}""") : session;
            var body = face.Body(History()).DeepClone();
            Enrich(route, body.AsObject());
            for (var mutations = random.Next(1, 4); mutations > 0; mutations--)
            {
                Mutate(body, random);
            }

            var text = Broken(body.ToJsonString(), random);
            var answer = await client.PostAsync($"sessions/{session}/{route}", text);

            statuses[(int)answer.Status] = statuses.GetValueOrDefault((int)answer.Status) + 1;
            Assert.True(answer.Status == HttpStatusCode.OK || IsError(route, answer), $"Mutant {i}: {(int)answer.Status} {answer.Text}\n{text}");
        }

        var counts = string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"));
        var peak = Peak();
        TestContext.Current.TestOutputHelper?.WriteLine($"{route}: {Mutants} mutants; {counts}; peak {peak / 1_000_000} MB");
        Assert.True(Mutants < Many || peak <= MostBytes, $"{peak / 1_000_000} MB were held at once.");
        Assert.True(statuses.Count > 1, "All mutants have one status: nothing was mutated.");
    }

    private static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    /// <summary>Only what the client sent can be wrong here: the engine and the store are well.</summary>
    private static bool IsError(string route, HttpAnswer answer)
    {
        var error = answer.Json.GetProperty("error");
        return (int)answer.Status is >= 400 and < 500
            && error.GetProperty("message").GetString() is { Length: > 0 }
            && error.GetProperty("code").GetString() is { Length: > 0 }
            && (route != "v1/messages" || answer.Json.GetProperty("type").GetString() == "error");
    }

    private static JsonArray History() => JsonNode.Parse(
        """
        [
            {"role":"system","content":"Be brief."}, {"role":"user","content":"Weather?"},
            {"role":"assistant","content":"Look.","reasoning_content":"hm","tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\": \"Bern\"}"}}]},
            {"role":"tool","tool_call_id":"call_1","content":"9"}, {"role":"user","content":"And tomorrow?"}
        ]
        """)!.AsArray();

    /// <summary>The rarer fields, so that they are mutated as well.</summary>
    private static void Enrich(string route, JsonObject body)
    {
        var more = route switch
        {
            "v1/messages" => """{"temperature":1,"top_k":5,"stop_sequences":["x"],"tool_choice":{"type":"auto"},"thinking":{"type":"adaptive"},"output_config":{"effort":"low"},"context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"metadata":{"user_id":"u"}}""",
            "v1/responses" => """{"temperature":1,"max_output_tokens":50,"tool_choice":"auto","reasoning":{"effort":"low","summary":"auto"},"text":{"format":{"type":"text"}},"include":["reasoning.encrypted_content"],"parallel_tool_calls":true,"metadata":{},"previous_response_id":null}""",
            _ => """{"temperature":1,"max_tokens":50,"stop":["x"],"tool_choice":"auto","reasoning_effort":"low","stream_options":{"include_usage":true},"chat_template_kwargs":{"enable_thinking":true}}""",
        };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }
    }

    private static void Mutate(JsonNode body, Random random)
    {
        var node = body;
        while (true)
        {
            var children = node switch { JsonObject json => json.Count, JsonArray array => array.Count, _ => 0 };
            if (children == 0)
            {
                return;
            }

            var at = random.Next(children);
            var child = node is JsonObject members ? members.ElementAt(at).Value : node[at];
            if (child is JsonObject { Count: > 0 } or JsonArray { Count: > 0 } && random.Next(4) > 0)
            {
                node = child;
                continue;
            }

            Change(node, at, random);
            return;
        }
    }

    private static void Change(JsonNode node, int at, Random random)
    {
        var value = Values[random.Next(Values.Length)](random);
        switch (node)
        {
            case JsonObject json when random.Next(3) == 0:
                _ = json.Remove(json.ElementAt(at).Key);
                break;
            case JsonObject json:
                json[json.ElementAt(at).Key] = value;
                break;
            case JsonArray array when random.Next(3) == 0:
                array.Insert(at, array[at]?.DeepClone());
                break;
            case JsonArray array:
                array[at] = value;
                break;
        }
    }

    /// <summary>Some bodies are not JSON, or have text that is not Unicode.</summary>
    private static string Broken(string text, Random random) => random.Next(20) switch
    {
        0 => text[..random.Next(text.Length)],
        1 => text.Replace("Weather", "\\ud800", StringComparison.Ordinal),
        2 => text.Insert(random.Next(text.Length), "{"),
        _ => text,
    };

    private sealed class SameAnswer : IInferenceEngine
    {
        public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken) =>
            Task.FromResult(ScriptedAnswer.Text(ServedModel.Tokenizer, request, "ok"));

        public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
