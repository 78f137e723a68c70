using Tito.Core.Families;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Engines.Routing;
using Tito.Server.Endpoints;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>Every answer spells text as it is: no route has a way of its own to write JSON.</summary>
public sealed class SpellingTests
{
    private const string Words = "Zürich <b>+1 & 東京's";

    private static readonly string[] WithoutText =
    [
        nameof(Routes.CreateSession), nameof(Routes.DeleteSession), nameof(Routes.Health), nameof(Routes.HealthLive), nameof(Routes.HealthReady), nameof(Routes.Metrics), nameof(Routes.DrainServer), nameof(Routes.AbortTurns), nameof(Routes.CountTokens),
        nameof(Routes.StartVerification), nameof(Routes.ListVerifications), nameof(Routes.OpenApi),
    ];

    /// <summary>They answer what another route answers, where the server is told to.</summary>
    private static readonly string[] Forwarding = [nameof(Routes.ImplicitTurn), nameof(Routes.ImplicitRead)];

    /// <summary>They refuse whatever is there: answers are kept, and the page at the root is for browsers.</summary>
    private static readonly string[] Refusing = [nameof(Routes.DeleteResponse), nameof(Routes.Landing)];

    private static readonly Lazy<SessionModel> Model =
        new(() => SessionModel.Load(FamilyRegistry.Find("qwen3")! with { Name = Words }, AssetFolder.Load(null), null));

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string> EveryRoute() => [.. Named(_ => true).Except(Forwarding).Except(Refusing)];

    public static TheoryData<string> RoutesOfASession() => [.. Named(route => route.Path.Contains("{id}", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public async Task Answer_OfARoute_SpellsTextAsItIs(string name)
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);
        client.Headers.Add("Accept", "application/json");
        await OpenAsync(server);
        var turn = await client.ChatAsync(Uri.EscapeDataString(Words), new Conversation().User(Words).Body(), ("Idempotency-Key", "k"));
        var run = await client.PostAsync("verifications", "");

        var answer = await AskAsync(client, name, turn.Json.GetProperty("id").GetString()!, run.Json.GetProperty("run_id").GetString()!);

        Assert.InRange((int)answer.Status, 200, 204);
        Assert.DoesNotContain("\\u", answer.Text, StringComparison.Ordinal);
        if (name != nameof(Routes.GetVerification))
        {
            // A run says what it looked at once it has.
            Assert.Equal(IsJson(answer) && !WithoutText.Contains(name), answer.Text.Contains(Words, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(RoutesOfASession))]
    public async Task Error_OfARoute_SpellsTextAsItIs(string name)
    {
        await using var server = await StartAsync();
        using var client = new SessionClient(server.Root, Ends);

        var answer = await AskAsync(client, name, "r", "v");

        Assert.Equal((404, "session_not_found"), ((int)answer.Status, answer.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.Contains(Words, answer.Text, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(
        new RoutedEngine([new(Words, new ScriptedEngine(ServedModel.Tokenizer).Says(Words, Words), null)], new(), TimeProvider.System),
        Model.Value,
        TestServer.Options,
        Ends);

    /// <summary>A session with an id that the server itself would not give, but that answers repeat.</summary>
    private static async Task OpenAsync(TestServer server)
    {
        var genesis = Model.Value.Genesis;
        var now = TimeProvider.System.GetUtcNow();
        var head = new SessionHead
        {
            SessionId = Words,
            Family = Words,
            Settings = new(),
            Genesis = genesis,
            Tip = genesis,
            CreatedAt = now,
            LastUsedAt = now,
        };
        Assert.True(await server.Journal.CreateAsync(head, Ends));
    }

    private static Task<HttpAnswer> AskAsync(SessionClient client, string name, string response, string run)
    {
        var (method, path, _) = Route(name);
        var body = name switch
        {
            nameof(Routes.ChatCompletions) => new Conversation().User(Words).Body(),
            nameof(Routes.Messages) or nameof(Routes.CountTokens) => $$"""{"max_tokens":9,"messages":[{"role":"user","content":"{{Words}}"}]}""",
            nameof(Routes.Responses) => $$"""{"input":"{{Words}}"}""",
            nameof(Routes.AnnotateTurn) => $$$"""{"metadata":{"words":"{{{Words}}}"}}""",
            nameof(Routes.RollBackSession) => """{"turn":0}""",
            _ => method == "POST" ? "{}" : null,
        };
        var filled = path.TrimStart('/')
            .Replace("{id}", Uri.EscapeDataString(Words), StringComparison.Ordinal)
            .Replace("{endpoint}", "0", StringComparison.Ordinal)
            .Replace("{model}", Uri.EscapeDataString(Words), StringComparison.Ordinal)
            .Replace("{key}", "k", StringComparison.Ordinal)
            .Replace("{turn}", "0", StringComparison.Ordinal)
            .Replace("{response}", response, StringComparison.Ordinal)
            .Replace("{run}", run, StringComparison.Ordinal);
        return client.SendAsync(new(method), filled, body);
    }

    private static bool IsJson(HttpAnswer answer) => answer.Headers.GetValueOrDefault("content-type") is "application/json" or "application/x-ndjson";

    private static IEnumerable<string> Named(Func<ServedRoute, bool> has) => typeof(Routes).GetProperties()
        .Where(property => property.PropertyType == typeof(ServedRoute))
        .Select(property => property.Name)
        .Where(name => has(Route(name)));

    private static ServedRoute Route(string name) => (ServedRoute)typeof(Routes).GetProperty(name)!.GetValue(null)!;
}
