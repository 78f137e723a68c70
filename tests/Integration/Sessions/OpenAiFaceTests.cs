using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>What OpenAI's clients look for besides a completion, and what they have no use for.</summary>
public sealed class OpenAiFaceTests
{
    [Theory]
    [InlineData(null, "qwen3")]
    [InlineData("Qwen/Qwen3-4B", "Qwen/Qwen3-4B")]
    public async Task Models_OfASession_AreTheServedOne(string? name, string listed)
    {
        await using var session = await ScriptedSession.OpenAsync(new ScriptedEngine(ServedModel.Tokenizer), TestServer.Options with { ModelName = name });

        var models = (await session.Client.GetAsync($"sessions/{session.Id}/v1/models")).Json;

        Assert.Equal("list", models.GetProperty("object").GetString());
        var model = Assert.Single(models.GetProperty("data").EnumerateArray());
        Assert.Equal((listed, "model", "tito"), (Text(model, "id"), Text(model, "object"), Text(model, "owned_by")));
        Assert.Equal(JsonValueKind.Number, model.GetProperty("created").ValueKind);
        Assert.Equal((404, "session_not_found"), (await session.Client.GetAsync("sessions/none/v1/models")).Error);
    }

    [Fact]
    public async Task Chat_WhenTheEngineGivesReplayPayloads_KeepsThemInTheRecordAlone()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");

        var answer = await session.TakeAsync(new Conversation().User("u"));

        Assert.DoesNotContain("routed_experts", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("indexer_topk", answer.Text, StringComparison.Ordinal);
        var meta = (await session.ViewAsync()).Records[0].GetProperty("response").GetProperty("choices")[0].GetProperty("meta_info");
        Assert.Equal(("AAAA", "BBBB"), (Text(meta, "routed_experts"), Text(meta, "indexer_topk")));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
