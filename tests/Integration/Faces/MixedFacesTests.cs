using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>What one face recorded another one goes on from, in the same tokens: <c>TITO_MIXED_FACES</c> says how many conversations.</summary>
public sealed class MixedFacesTests
{
    private const int Turns = 5;

    private static readonly string[] Words = ["Zürich", "東京", "a \"quoted\" <tag>", "👩‍👩‍👧", "line\nbreak", "tab\t.", "ﬁ", "naïve"];

    private static int Conversations =>
        int.TryParse(Environment.GetEnvironmentVariable("TITO_MIXED_FACES"), out var count) ? count : 24;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_ThroughRandomFaces_HaveTheTokensOfOneFace()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 17, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);
        for (var seed = 0; seed < Conversations; seed++)
        {
            var alone = await TakeAsync(client, seed, _ => SpokenFace.Chat);
            var random = new Random(seed + 1_000_000);
            var mixed = await TakeAsync(client, seed, _ => SpokenFace.All[random.Next(SpokenFace.All.Length)]);

            Assert.True(alone.SequenceEqual(mixed), $"Conversation {seed} has other tokens through several faces.");
        }
    }

    [Fact]
    public async Task AConversation_ThroughEachFace_HasTheSameTokens()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 18, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);

        var buffers = new List<string>();
        foreach (var face in SpokenFace.All)
        {
            buffers.Add(string.Join(' ', await TakeAsync(client, seed: 5, _ => face)));
        }

        _ = Assert.Single(buffers.Distinct());
    }

    /// <summary>Takes a conversation's turns; what the user says and the tools give depends on the seed alone.</summary>
    private static async Task<ImmutableArray<int>> TakeAsync(SessionClient client, int seed, Func<int, SpokenFace> faceOf)
    {
        var random = new Random(seed);
        var session = await client.OpenAsync();
        JsonArray history = [Message("system", $"Be brief. {Word(random)}"), Message("user", $"Weather in {Word(random)}?")];
        for (var turn = 0; turn < Turns; turn++)
        {
            var face = faceOf(turn);
            var answer = await client.PostAsync($"sessions/{session}/{face.Route}", face.Body(history).ToJsonString());
            Assert.True(answer.Status == HttpStatusCode.OK, $"{face.Route}, turn {turn} of conversation {seed}: {answer.Text}");
            var message = face.Answer(answer.Json);
            history.Add((JsonNode)message);
            GoOn(history, message, random);
        }

        var page = await client.ViewAsync(session);
        Assert.Equal(Turns, page.Records.Length);
        return page.Ids;
    }

    private static void GoOn(JsonArray history, JsonObject message, Random random)
    {
        if (message["tool_calls"] is not JsonArray { Count: > 0 } calls)
        {
            history.Add((JsonNode)Message("user", $"And {Word(random)}?"));
            return;
        }

        foreach (var call in calls)
        {
            history.Add((JsonNode)new JsonObject
            {
                ["role"] = "tool",
                ["tool_call_id"] = call!["id"]!.GetValue<string>(),
                ["content"] = $"{random.Next(40)} °C {Word(random)}",
            });
        }
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static string Word(Random random) => Words[random.Next(Words.Length)];
}
