using System.Text.Json;
using Tito.Core.Journals;
using Tito.Tests.Support;
using Tito.Tests.Unit.Storage;

namespace Tito.Tests.Integration.Outages;

/// <summary>Every route that needs the journal answers an outage with 503, a code and when to come back, in the words of its face.</summary>
public sealed class OutageAnswerTests
{
    private const string Chat = """{"messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly string Id = new('a', 32);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "sessions", "")]
    [InlineData("GET", "sessions", null)]
    [InlineData("GET", "sessions/{id}", null)]
    [InlineData("DELETE", "sessions/{id}", null)]
    [InlineData("POST", "sessions/{id}/close", "")]
    [InlineData("POST", "sessions/{id}/rollback", """{"turn":-1}""")]
    [InlineData("POST", "sessions/{id}/samples", "")]
    [InlineData("GET", "sessions/{id}/proof", null)]
    [InlineData("POST", "sessions/{id}/verify", "")]
    [InlineData("GET", "sessions/{id}/view", null)]
    [InlineData("GET", "sessions/{id}/turns/k", null)]
    [InlineData("POST", "sessions/{id}/abort", "")]
    [InlineData("GET", "samples", null)]
    [InlineData("POST", "sessions/{id}/v1/chat/completions", Chat)]
    [InlineData("POST", "sessions/{id}/v1/chat/completions", """{"stream":true,"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("POST", "sessions/{id}/v1/responses", """{"model":"m","input":"Hi"}""")]
    public async Task Route_WhileTheJournalIsAway_AnswersWithACodeAndWhenToComeBack(string method, string path, string? body)
    {
        var answer = await AskAsync(method, path, body);

        Assert.Equal((503, "journal_unavailable"), answer.Error);
        Assert.Equal("5", answer.Headers["retry-after"]);
        Assert.Equal("The journal's disk is full. Ask again.", answer.Message);
    }

    [Fact]
    public async Task Messages_WhileTheJournalIsAway_AnswersInAnthropicsShape()
    {
        var answer = await AskAsync(
            "POST", "sessions/{id}/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal((503, "5"), ((int)answer.Status, answer.Headers["retry-after"]));
        Assert.Equal("error", answer.Json.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Object, answer.Json.GetProperty("error").ValueKind);
    }

    private static async Task<HttpAnswer> AskAsync(string method, string path, string? body)
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), new ThrowingJournal(new JournalUnavailableException("The journal's disk is full.")), Ends);
        using var client = new SessionClient(server.Root, Ends);
        return await client.SendAsync(new(method), path.Replace("{id}", Id, StringComparison.Ordinal), body);
    }
}
