using System.Text.Json.Nodes;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>What comes back with reasoning is held against what this session gave.</summary>
public sealed class SealTests
{
    private const string Thinks = "<think>\nhm\n</think>\n\nDry.";

    /// <summary>What a client does with the seal it got: nothing, drops it, empties it, has another provider's, or has changed something.</summary>
    [Theory]
    [InlineData("same", null, null)]
    [InlineData("trimmed", null, null)]
    [InlineData("absent", null, null)]
    [InlineData("null", null, null)]
    [InlineData("empty", null, null)]
    [InlineData("alone", null, null)]
    [InlineData("EqQBCkYIARgCKkBxyz==", null, "1")]
    [InlineData("changed", "signature", null)]
    [InlineData("other text", "signature", null)]
    public async Task Messages_ComingBack_AreHeldAgainstTheirSignature(string does, string? refused, string? foreign)
    {
        await using var session = await ScriptedSession.OpenAsync(Thinks, "a2");
        var first = await session.Client.PostAsync($"sessions/{session.Id}/v1/messages", Messages("""{"role":"user","content":"u"}"""));
        var block = JsonNode.Parse(first.Json.GetProperty("content")[0].GetRawText())!.AsObject();
        Change(block, "thinking", "signature", does);

        var second = await session.Client.PostAsync($"sessions/{session.Id}/v1/messages", Messages(
            $$"""{"role":"user","content":"u"},{"role":"assistant","content":[{{block.ToJsonString()}},{"type":"text","text":"Dry."}]},{"role":"user","content":"v"}"""));

        Hold(second, refused is null ? null : $"messages[1].content[0].{refused}", foreign);
    }

    [Theory]
    [InlineData("same", null, null)]
    [InlineData("absent", null, null)]
    [InlineData("null", null, null)]
    [InlineData("empty", null, null)]
    [InlineData("alone", null, null)]
    [InlineData("gAAAAABfernet", null, "1")]
    [InlineData("changed", "encrypted_content", null)]
    [InlineData("other text", "encrypted_content", null)]
    public async Task Responses_ComingBack_AreHeldAgainstTheirSeal(string does, string? refused, string? foreign)
    {
        await using var session = await ScriptedSession.OpenAsync(Thinks, "a2");
        var first = await session.Client.PostAsync($"sessions/{session.Id}/v1/responses", Responses("""{"role":"user","content":"u"}"""));
        var items = first.Json.GetProperty("output").EnumerateArray().Select(item => JsonNode.Parse(item.GetRawText())!.AsObject()).ToList();
        Change(items[0], "content", "encrypted_content", does);

        var second = await session.Client.PostAsync($"sessions/{session.Id}/v1/responses", Responses(
            $$"""{"role":"user","content":"u"},{{string.Join(',', items.Select(item => item.ToJsonString()))}},{"role":"user","content":"v"}"""));

        Hold(second, refused is null ? null : $"input[1].{refused}", foreign);
    }

    /// <summary>Codex and opencode keep the seal and drop ids: it says where one answer ends and the next begins.</summary>
    [Fact]
    public async Task Responses_WithoutIds_AreToldApartByTheirSeals()
    {
        await using var session = await ScriptedSession.OpenAsync(Thinks, Thinks, "a3");
        var path = $"sessions/{session.Id}/v1/responses";
        var user = """{"role":"user","content":"u"}""";
        var first = Items(await session.Client.PostAsync(path, Responses(user)));
        var second = Items(await session.Client.PostAsync(path, Responses($"{user},{first}")));

        var third = await session.Client.PostAsync(path, Responses($$"""{{user}},{{first}},{{second}},{"role":"user","content":"v"}"""));

        Assert.Equal(("1", 200), (third.Headers["x-tito-parent"], (int)third.Status));
    }

    /// <summary>Redacted thinking is nothing that a template could write.</summary>
    [Fact]
    public async Task Messages_WithRedactedThinking_GoOnAndSaySo()
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2");
        await session.Client.PostAsync($"sessions/{session.Id}/v1/messages", Messages("""{"role":"user","content":"u"}"""));

        var second = await session.Client.PostAsync($"sessions/{session.Id}/v1/messages", Messages(
            """{"role":"user","content":"u"},{"role":"assistant","content":[{"type":"redacted_thinking","data":"Eo0B"},{"type":"text","text":"a1"}]},{"role":"user","content":"v"}"""));

        Hold(second, null, "1");
    }

    /// <summary>A process beside this one, over the same journal and with the same key, takes what this one gave.</summary>
    [Theory]
    [InlineData("k1", "k1", "same", null)]
    [InlineData("k1", "k2", "same", "1")]
    [InlineData(null, null, "same", null)]
    public async Task Messages_OfAnotherProcess_AreTakenWhereBothHaveTheKey(string? one, string? other, string does, string? foreign)
    {
        await using var session = await ScriptedSession.OpenAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Says(Thinks), TestServer.Options with { SealKey = one });
        await using var second = await ScriptedSession.OpenAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Says(Thinks, "a2"), TestServer.Options with { SealKey = other });
        const string Id = "shared";
        var user = """{"role":"user","content":"u"}""";
        await session.Client.PostAsync("sessions", $$"""{"id":"{{Id}}"}""");
        await second.Client.PostAsync("sessions", $$"""{"id":"{{Id}}"}""");
        var first = await session.Client.PostAsync($"sessions/{Id}/v1/messages", Messages(user));
        await second.Client.PostAsync($"sessions/{Id}/v1/messages", Messages(user));
        var block = JsonNode.Parse(first.Json.GetProperty("content")[0].GetRawText())!.AsObject();
        Change(block, "thinking", "signature", does);

        var answer = await second.Client.PostAsync($"sessions/{Id}/v1/messages", Messages(
            $$"""{{user}},{"role":"assistant","content":[{{block.ToJsonString()}},{"type":"text","text":"Dry."}]},{"role":"user","content":"v"}"""));

        Hold(answer, null, foreign);
    }

    private static void Hold(HttpAnswer answer, string? refusedAt, string? foreign)
    {
        if (refusedAt is not null)
        {
            Assert.Equal((400, refusedAt), ((int)answer.Status, answer.Param));
            return;
        }

        Assert.True((int)answer.Status == 200, answer.Text);
        Assert.Equal(("0", foreign), (answer.Headers["x-tito-parent"], answer.Headers.GetValueOrDefault("x-tito-foreign-reasoning")));
    }

    private static void Change(JsonObject item, string text, string seal, string does)
    {
        switch (does)
        {
            case "same":
                break;
            case "trimmed":
                item[text] = ((string)item[text]!).Trim();
                break;
            case "absent":
                item.Remove(seal);
                break;
            case "null":
                item[seal] = null;
                break;
            case "empty":
                item[seal] = "";
                break;
            case "alone":
                item[text] = text == "content" ? new JsonArray() : "";
                break;
            case "changed":
                item[seal] = (string)item[seal]! + "A";
                break;
            case "other text":
                item[text] = text == "content" ? new JsonArray(new JsonObject { ["type"] = "reasoning_text", ["text"] = "hm!" }) : "hm!";
                break;
            default:
                item[seal] = does;
                break;
        }
    }

    private static string Items(HttpAnswer answer) => string.Join(',', answer.Json.GetProperty("output").EnumerateArray().Select(item =>
    {
        var kept = JsonNode.Parse(item.GetRawText())!.AsObject();
        kept.Remove("id");
        return kept.ToJsonString();
    }));

    private static string Messages(string messages) => $$"""{"model":"m","max_tokens":9,"messages":[{{messages}}]}""";

    private static string Responses(string input) => $$"""{"model":"m","include":["reasoning.encrypted_content"],"input":[{{input}}]}""";
}
