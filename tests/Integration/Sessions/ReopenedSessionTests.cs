using System.Text.Json.Nodes;
using Tito.Storage.InMemory;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A request that names an answer has its history out of the journal, and its turn is of the session that this was read of.</summary>
public sealed class ReopenedSessionTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Responses_WhenAnotherSessionIsOpenedUnderTheId_TakeNoTurnInIt(bool isReopened)
    {
        var journal = new ReopeningJournal(new InMemoryJournal());
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", "a2"), journal, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var id = await client.OpenAsync();
        var first = await client.PostAsync($"sessions/{id}/v1/responses", Body(null, "u"));
        journal.Goes = isReopened ? id : null;

        var second = await client.PostAsync($"sessions/{id}/v1/responses", Body(first.Json.GetProperty("id").GetString(), "v"));

        Assert.Equal(isReopened ? 410 : 200, (int)second.Status);
        Assert.Equal(isReopened ? 0 : 2, (await journal.LoadAsync(id, Ends))!.Trajectory.Turns.Count);
    }

    private static string Body(string? previous, string input) =>
        new JsonObject { ["model"] = "qwen3", ["input"] = input, ["previous_response_id"] = previous }.ToJsonString();
}
