using System.Text;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Engines;

namespace Tito.Tests.Integration.Engines;

/// <summary>What each wire sends for a client's fields, to the byte, and which fields it refuses before it sends anything.</summary>
public sealed class WireRequestTests
{
    public static TheoryData<WireCase> Requests => WireCase.All("requests", ".json");

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task GenerateAsync_WhateverTheClientAsks_SendsTheBodyOrNamesTheField(WireCase golden)
    {
        var asked = golden.Json($"requests/{golden.Name}.json");
        await using var server = await EngineDouble.StartAsync(500, "{}");
        if (asked.GetProperty("context") is { ValueKind: JsonValueKind.Number } context)
        {
            server.Routes["GET /v1/models"] = $$"""{"object":"list","data":[{"id":"m","max_model_len":{{context}}}]}""";
        }

        using var engine = EngineRegistry.Create(golden.Wire, new() { BaseAddress = server.BaseAddress }, TimeProvider.System);
        var request = WireCase.Request(asked.GetProperty("experts_wanted"), asked.GetProperty("fields").GetRawText()) with
        {
            TokenLimit = asked.GetProperty("limit") is { ValueKind: JsonValueKind.Number } limit ? limit.GetInt32() : null,
            MinTokens = asked.TryGetProperty("least", out var least) ? least.GetInt32() : null,
        };
        var outcome = await engine.GenerateAsync(
            request, asked.GetProperty("stream").GetBoolean() ? new DeltaList() : null, TestContext.Current.CancellationToken);

        if (asked.GetProperty("refused").GetString() is { } field)
        {
            Assert.Equal((field, ""), (Assert.IsType<InferenceOutcome.Unserved>(outcome).Field, server.RequestBody));
        }
        else
        {
            Assert.Equal(Encoding.UTF8.GetString(golden.Bytes($"requests/{golden.Name}.body")), server.RequestBody);
            Assert.Equal(("test", "test"), (server.RoutingKey, server.SessionHeader));
        }
    }
}
