using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>Items of an answer that a client names instead of sending them, as the Vercel AI SDK does by default.</summary>
public sealed class ItemReferenceTests
{
    private const string Called =
        "<think>\nhm\n</think>\n\nLook.\n<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}}\n</tool_call>";

    private const string Answered = "<think>\nso\n</think>\n\nDry.";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReferencesToAllItems_AreTheItems()
    {
        var sent = await TokensAsync(item => item.DeepClone());
        var named = await TokensAsync(item => Reference(item["id"]!.GetValue<string>()));

        Assert.NotEmpty(sent);
        Assert.Equal(sent, named);
    }

    [Theory]
    [InlineData("rs_26d843e9b27c4297a0a4ce0863fa7ae0_0", "input")]
    [InlineData("rs-of-another-server", "input[1].id")]
    public async Task AReferenceToNoItemOfTheSession_IsRefused(string id, string param)
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var body = Body([User, Reference(id)]);

        var answer = await client.PostAsync($"sessions/{await client.OpenAsync()}/v1/responses", body);

        Assert.Equal((400, param), ((int)answer.Status, answer.Param));
    }

    private static JsonObject User => new() { ["role"] = "user", ["content"] = "u" };

    private static async Task<int[]> TokensAsync(Func<JsonObject, JsonNode> comesBack)
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says(Called, Answered), Ends);
        using var client = new SessionClient(server.Root, Ends);
        client.Headers.Accept.TryParseAdd("application/json");
        var path = $"sessions/{await client.OpenAsync()}";
        var first = await client.PostAsync($"{path}/v1/responses", Body([User]));
        var items = first.Json.GetProperty("output").EnumerateArray()
            .Select(item => JsonNode.Parse(item.GetRawText())!.AsObject()).ToList();
        var result = new JsonObject
        {
            ["type"] = "function_call_output",
            ["call_id"] = items[^1]["call_id"]!.DeepClone(),
            ["output"] = "sun",
        };

        var second = await client.PostAsync($"{path}/v1/responses", Body([User, .. items.Select(comesBack), result]));

        Assert.Equal(["reasoning", "message", "function_call"], items.Select(item => item["type"]!.GetValue<string>()));
        Assert.Equal(200, (int)second.Status);
        var sample = (await client.PostAsync($"{path}/samples", "")).Json.GetProperty("samples").EnumerateArray().Single();
        return [.. sample.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())];
    }

    private static JsonObject Reference(string id) => new() { ["type"] = "item_reference", ["id"] = id };

    private static string Body(JsonNode[] input) => new JsonObject
    {
        ["model"] = "qwen3",
        ["input"] = new JsonArray(input),
        ["tools"] = new JsonArray(new JsonObject
        {
            ["type"] = "function",
            ["name"] = "get_weather",
            ["parameters"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["city"] = new JsonObject() } },
        }),
    }.ToJsonString();
}
