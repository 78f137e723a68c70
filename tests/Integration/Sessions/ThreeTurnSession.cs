using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A session of three turns with the simulated engine, taken once, and all that each side saw of it.</summary>
public sealed class ThreeTurnSession : IAsyncLifetime
{
    private const long Seed = 7;

    /// <summary>The requests' message lists.</summary>
    internal ImmutableArray<JsonElement> Sent { get; private set; } = [];

    /// <summary>The server's answers.</summary>
    internal ImmutableArray<HttpAnswer> Answers { get; private set; } = [];

    /// <summary>The prompts as the engine got them.</summary>
    internal ImmutableArray<ImmutableArray<int>> Prompts { get; private set; } = [];

    /// <summary>The session after its third turn.</summary>
    internal SessionPage Page { get; private set; } = null!;

    /// <summary>The sampled ids of each turn, from the engine's own triples.</summary>
    internal ImmutableArray<ImmutableArray<int>> Completions =>
        [.. Answers.Select(answer => Triples(answer).Select(triple => triple[1].GetInt32()).ToImmutableArray())];

    public async ValueTask InitializeAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(Seed, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await client.OpenAsync();
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich?");
        for (var turn = 0; turn < 3; turn++)
        {
            Sent = Sent.Add(talk.Messages);
            var answer = await client.TakeAsync(session, $"{talk.BodyWithTools()[..^1]},\"logprobs\":true}}");
            Answers = Answers.Add(answer);
            talk.GoOn(answer);
        }

        Prompts = [.. server.Engine.Requests.Select(request => request.Prompt.Ids)];
        Page = await client.ViewAsync(session);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The engine's logprob triples in an answer of the server.</summary>
    internal static IEnumerable<JsonElement> Triples(HttpAnswer answer) =>
        answer.Json.GetProperty("choices")[0].GetProperty("meta_info").GetProperty("output_token_logprobs").EnumerateArray();
}
