using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

public sealed class SgLangChatEngineTests
{
    private const string Valid = """
        {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","reasoning_content":null,"tool_calls":null},
        "finish_reason":"stop","meta_info":{"prompt_tokens":3,"completion_tokens":2,"cached_tokens":1,"weight_version":"v7",
        "output_token_logprobs":[[-0.5,13048,"Hi"],[-0.25,151645,null]]}}]}
        """;

    [Fact]
    public async Task GenerateAsync_WhenTheAnswerIsValid_ReadsEveryFieldOfIt()
    {
        await using var server = await EngineDouble.StartAsync(200, Valid);
        using var engine = Client(server);

        var completed = Assert.IsType<InferenceOutcome.Completed>(await Generate(engine));

        var sampled = completed.Sampled;
        Assert.Equal([13048, 151645], sampled.Completion.Ids);
        Assert.Equal([-0.5f, -0.25f], sampled.Completion.Logprobs);
        Assert.Equal("stop", sampled.FinishReason);
        Assert.Equal(new("c1", PromptTokens: 3, CachedTokens: 1, WeightVersion: "v7"), sampled.Facts);
        Assert.Equal("Hi", sampled.Parsed!.Value.GetProperty("content").GetString());
        Assert.Equal(
            """{"id":"c1","choices":[{"index":0,"message":null,"finish_reason":"stop","meta_info":{"prompt_tokens":3,"completion_tokens":2,"cached_tokens":1,"weight_version":"v7"}}]}""",
            sampled.Extra.GetRawText());
    }

    [Fact]
    public async Task GenerateAsync_WhenTheBodyHasFieldsOfOurs_ReplacesThemAndPassesTheRestOnByteForByte()
    {
        await using var server = await EngineDouble.StartAsync(200, Valid);
        using var engine = Client(server);

        var outcome = await Generate(engine, """
            {"messages":[{"role":"user","content":"caf\u00e9 <b>"}],"stream":true,"temperature":0.70,"tools":[{"n":1.0}],"logprobs":false,"chat_template_kwargs":{"a":1e2},
            "str\u0065am_options":{"include_usage":true},"seed":12345678901234567890,"input_ids":[9],"no_stop_trim":true,"return_routed_experts":true,"routed_experts_start_len":1,"é":1e5}
            """);

        const string Fields = """
            "temperature":0.70,"seed":12345678901234567890,"é":1e5,"logprobs":true,"return_meta_info":true,"no_stop_trim":false
            """;
        Assert.Equal(
            $$$"""{"messages":[{"role":"user","content":"caf\u00e9 <b>"}],{{{Fields}}},"rid":"test/attempt/","tools":[{"n":1.0}],"chat_template_kwargs":{"a":1e2},"input_ids":[1,0,2147483647]}""",
            server.RequestBody);
        Assert.Equal(("application/json", "session-1", "session-1"), (server.RequestContentType, server.RoutingKey, server.SessionHeader));
        Assert.Equal("{" + Fields + "}", Assert.IsType<InferenceOutcome.Completed>(outcome).Sampled.SentFields.GetRawText());
    }

    [Fact]
    public async Task GenerateAsync_WhateverLengthAnIdHas_WritesItInDecimal()
    {
        await using var server = await EngineDouble.StartAsync(200, Valid);
        using var engine = Client(server);
        ImmutableArray<int> ids = [0, 9, 10, 999, 1000, 9999, 10_000, 10_001, 99_999, 100_000, 100_001, 151_645, 999_999, 1_000_000, 12_345_678, 100_000_007, int.MaxValue];

        await engine.GenerateAsync(EngineRequest.Of("s", ids, "{}"), observer: null, TestContext.Current.CancellationToken);

        Assert.EndsWith($",\"input_ids\":[{string.Join(',', ids)}]}}", server.RequestBody, StringComparison.Ordinal);
    }

    /// <summary>SGLang takes special tokens out of a text in which no call may be, and a model that calls all the same writes some.</summary>
    [Theory]
    [InlineData("""{"tool_choice":"none","tools":[]}""", """ "tool_choice":"none","skip_special_tokens":false, """)]
    [InlineData("""{"tool_choice":"none","skip_special_tokens":true,"tools":[]}""", """ "tool_choice":"none","skip_special_tokens":true, """)]
    [InlineData("""{"tool_choice":"none"}""", """ "tool_choice":"none", """)]
    [InlineData("""{"tool_choice":"auto","tools":[]}""", """ "tool_choice":"auto", """)]
    [InlineData("""{"tools":[]}""", "")]
    public async Task GenerateAsync_WhenCallsAreForbidden_KeepsSpecialTokensInTheText(string body, string sent)
    {
        await using var server = await EngineDouble.StartAsync(200, Valid);
        using var engine = Client(server);

        await engine.GenerateAsync(EngineRequest.Of("s", [1, 2, 3], body), observer: null, TestContext.Current.CancellationToken);

        Assert.StartsWith($$"""{"messages":[],{{sent.Trim()}}"logprobs":true,""", server.RequestBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, ",\"routed_experts_start_len\":2")]
    public async Task GenerateAsync_WhenRoutedExpertsAreWanted_AsksForThem(int start, string sent)
    {
        await using var server = await EngineDouble.StartAsync(200, Valid);
        using var engine = Client(server);

        await engine.GenerateAsync(
            EngineRequest.Of("s", [1, 2, 3], "{}") with { RoutedExperts = new(start, 48, 8) }, observer: null,
            TestContext.Current.CancellationToken);

        Assert.Equal(
            $$"""{"messages":[],"logprobs":true,"return_meta_info":true,"no_stop_trim":false,"return_routed_experts":true{{sent}},"rid":"test/attempt/","input_ids":[1,2,3]}""", server.RequestBody);
    }

    [Theory]
    [InlineData(400, "application/json", """{"object":"error","message":"too long","code":400}""")]
    [InlineData(500, "text/plain; charset=utf-8", "CUDA error")]
    [InlineData(307, "text/html", "")]
    public async Task GenerateAsync_WhenTheStatusIsNot200_HandsTheAnswerBackUntouched(int status, string contentType, string body)
    {
        await using var server = await EngineDouble.StartAsync(status, body, contentType);
        using var engine = Client(server);

        var rejected = Assert.IsType<InferenceOutcome.Rejected>(await Generate(engine));

        Assert.Equal((status, contentType, body), (rejected.Status, rejected.ContentType, Encoding.UTF8.GetString(rejected.Body.Span)));
    }

    [Theory]
    [InlineData("""{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}""", "BadRequestError")]
    [InlineData("""{"error":{"message":"m","type":"invalid_request_error","code":"context_length_exceeded"}}""", "context_length_exceeded")]
    [InlineData("""{"error":{"message":"m","code":400},"type":"t"}""", "t")]
    [InlineData("""{"error":"no words"}""", null)]
    [InlineData("""{"code":"two words"}""", null)]
    [InlineData("overloaded", null)]
    public async Task GenerateAsync_WhenTheEngineNamesItsError_HandsTheWordOn(string body, string? code)
    {
        await using var server = await EngineDouble.StartAsync(429, body);
        using var engine = Client(server);

        Assert.Equal((code, (TimeSpan?)null), (await RejectedAsync(engine)) is var rejected ? (rejected.Code, rejected.RetryAfter) : default);
    }

    [Fact]
    public async Task GenerateAsync_WhenTheGatewaySaysWhenToComeBack_HandsThatOn()
    {
        await using var server = await EngineDouble.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7";
            context.Response.Headers["X-SMG-Error-Code"] = "worker_overloaded";
            return context.Response.WriteAsync("""{"error":{"code":"other"}}""");
        });
        using var engine = Client(server);

        var rejected = await RejectedAsync(engine);

        Assert.Equal(("worker_overloaded", TimeSpan.FromSeconds(7)), (rejected.Code, rejected.RetryAfter));
    }

    private static async Task<InferenceOutcome.Rejected> RejectedAsync(HttpEngine engine) =>
        Assert.IsType<InferenceOutcome.Rejected>(await Generate(engine));

    [Fact]
    public async Task GenerateAsync_WhenTheEngineIsSlowerThanTheTimeout_TimesOut()
    {
        var gate = new TaskCompletionSource();
        await using var server = await EngineDouble.StartAsync(_ => gate.Task);
        using var engine = Client(server, new() { BaseAddress = server.BaseAddress, Timeout = TimeSpan.FromMilliseconds(50) });

        var outcome = await Generate(engine);
        gate.SetResult();

        Assert.Equal(new InferenceOutcome.TimedOut(TimeSpan.FromMilliseconds(50)), outcome);
    }

    [Fact]
    public async Task GenerateAsync_WhenTheBodyStallsAfterTheHeaders_TimesOut()
    {
        var gate = new TaskCompletionSource();
        await using var server = await EngineDouble.StartAsync(async context =>
        {
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            await gate.Task;
        });
        using var engine = Client(server, new() { BaseAddress = server.BaseAddress, Timeout = TimeSpan.FromMilliseconds(100) });

        var outcome = await Generate(engine);
        gate.SetResult();

        Assert.IsType<InferenceOutcome.TimedOut>(outcome);
    }

    [Fact]
    public async Task GenerateAsync_WhenTheCallerGivesUp_ThrowsInsteadOfTimingOut()
    {
        using var caller = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        await using var server = await EngineDouble.StartAsync(async _ =>
        {
            await caller.CancelAsync();
            await gate.Task;
        });
        using var engine = Client(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.GenerateAsync(Request("{}"), observer: null, caller.Token));
        gate.SetResult();
    }

    [Fact]
    public async Task GenerateAsync_WhenNobodyListens_IsUnreachable()
    {
        Uri address;
        await using (var server = await EngineDouble.StartAsync(200, Valid))
        {
            address = server.BaseAddress;
        }

        using var engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = address }, TimeProvider.System);

        var unreachable = Assert.IsType<InferenceOutcome.Unreachable>(await Generate(engine));

        Assert.Equal($"The engine at {address.GetLeftPart(UriPartial.Authority)} gave no answer: ConnectionError.", unreachable.Reason);
    }

    [Fact]
    public async Task GenerateAsync_WhenTheConnectionBreaksInsideTheBody_IsUnreachable()
    {
        await using var server = await EngineDouble.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var engine = Client(server);

        Assert.IsType<InferenceOutcome.Unreachable>(await Generate(engine));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GenerateAsync_WhenTheBodyIsLongerThanTheLimit_IsNonsense(bool announced)
    {
        await using var server = await EngineDouble.StartAsync(async context =>
        {
            context.Response.ContentLength = announced ? 101 : null;
            await context.Response.WriteAsync(new string(' ', 101));
        });
        using var engine = Client(server, new() { BaseAddress = server.BaseAddress, MaxResponseBytes = 100 });

        Assert.Equal(
            new InferenceOutcome.Nonsense("The body of the answer with status 200 is longer than 100 bytes."), await Generate(engine));
    }

    [Fact]
    public async Task GenerateAsync_WhenTheBodyIsAsLongAsTheLimit_ReadsIt()
    {
        await using var server = await EngineDouble.StartAsync(200, Valid);
        using var engine = Client(server, new() { BaseAddress = server.BaseAddress, MaxResponseBytes = Encoding.UTF8.GetByteCount(Valid) });

        Assert.IsType<InferenceOutcome.Completed>(await Generate(engine));
    }

    [Fact]
    public async Task GenerateAsync_WhenTheBodyIsNotUtf8_IsNonsense()
    {
        await using var server = await EngineDouble.StartAsync(
            context => context.Response.Body.WriteAsync(new byte[] { 0x22, 0xFF, 0x22 }).AsTask());
        using var engine = Client(server);

        Assert.Equal(new InferenceOutcome.Nonsense("The answer is not UTF-8."), await Generate(engine));
    }

    [Theory]
    [InlineData("with\nnewline", "{}", 1)]
    [InlineData("", "{}", 1)]
    [InlineData("session-1", "[]", 1)]
    [InlineData("session-1", "{}", -1)]
    public async Task GenerateAsync_WhenTheRequestBreaksItsContract_Throws(string sessionId, string body, int id)
    {
        using var engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = new("http://127.0.0.1:1") }, TimeProvider.System);

        await Assert.ThrowsAsync<ArgumentException>(() => engine.GenerateAsync(
            EngineRequest.Of(sessionId, [id], body), observer: null, TestContext.Current.CancellationToken));
    }

    private static HttpEngine Client(EngineDouble server, EngineOptions? options = null) =>
        EngineRegistry.Create("sglang-chat", options ?? new() { BaseAddress = server.BaseAddress }, TimeProvider.System);

    private static Task<InferenceOutcome> Generate(HttpEngine engine, string body = """{"messages":[]}""") =>
        engine.GenerateAsync(Request(body), observer: null, TestContext.Current.CancellationToken);

    private static InferenceRequest Request(string body) => EngineRequest.Of("session-1", [1, 0, int.MaxValue], body);
}
