using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Inference;
using Tito.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>What is found out about an engine before it is used.</summary>
public sealed class EngineConnectionTests
{
    private static readonly ImmutableArray<TokenizerSample> Samples = [new("a b", [64, 293])];

    [Fact]
    public async Task ConnectAsync_ToSgLang_TakesGenerateAndSaysWhatItFound()
    {
        await using var server = await SgLangAsync();

        var (found, outcome) = await ConnectAsync(server, "auto+");

        Assert.Equal(
            new EngineFinding(
                Place(server), "sglang", "SGLang", "0.5.9", "qwen", "/models/qwen", 4096,
                found.MissingFlags, HasOurTokenizer: true)
            {
                Flags = found.Flags,
            },
            found);
        Assert.Equal("--incremental-streaming-output (each frame of a stream repeats all tokens)", Assert.Single(found.MissingFlags));
        Assert.Equal("/generate", server.Path);
        Assert.IsType<InferenceOutcome.Rejected>(outcome);
        Assert.Contains("\"max_new_tokens\":4094,", server.RequestBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "vllm", "/v1/completions")]
    [InlineData(true, "vllm-generate", "/inference/v1/generate")]
    public async Task ConnectAsync_ToVllm_TakesGenerateWhereItIsOn(bool hasGenerate, string wire, string path)
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        server.Routes["GET /v1/models"] = """{"data":[{"id":"qwen","owned_by":"vllm","max_model_len":4096}]}""";
        server.Routes["GET /version"] = """{"version":"0.29.0"}""";
        if (hasGenerate)
        {
            server.Routes["GET /inference/v1/generate"] = "{}";
        }

        var (found, _) = await ConnectAsync(server, "auto+");

        Assert.Equal(new EngineFinding(Place(server), wire, "vLLM", "0.29.0", "qwen", null, 4096, [], HasOurTokenizer: null), found);
        Assert.Equal(path, server.Path);
    }

    [Fact]
    public async Task ConnectAsync_WhenTheTokenizerIsAnother_RefusesIt()
    {
        await using var server = await SgLangAsync();
        server.Routes["POST /tokenize"] = """{"tokens":[64,294]}""";

        var refused = await Assert.ThrowsAsync<EngineMismatchException>(() => ConnectAsync(server, "sglang+"));

        Assert.StartsWith(
            $"The engine at {Place(server)} has another tokenizer: token 1 of a text for comparison is 294 there and 293 here.",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_WhenTheWireIsGiven_TakesItThoughAnotherIsBetter()
    {
        await using var server = await SgLangAsync();

        Assert.Equal("sglang-chat", (await ConnectAsync(server, "sglang-chat+")).Found.Wire);
        Assert.Equal("/v1/chat/completions", server.Path);
    }

    [Fact]
    public async Task ConnectAsync_WhenABareAddressSaysNothing_TakesWhatItMeantSoFar()
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");

        var (found, _) = await ConnectAsync(server, "");

        Assert.Equal(("sglang-chat", (string?)null, (bool?)null), (found.Wire, found.Engine, found.HasOurTokenizer));
    }

    [Fact]
    public async Task ConnectAsync_WhenAutoFindsNothing_RefusesIt()
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");

        var refused = await Assert.ThrowsAsync<EngineMismatchException>(() => ConnectAsync(server, "auto+"));

        Assert.EndsWith($"Name its wire: sglang, sglang-chat, vllm, vllm-generate, as sglang+{Place(server)}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_WhenTheEngineComesLater_LooksAtItThen()
    {
        Uri address;
        await using (var before = await SgLangAsync())
        {
            address = before.BaseAddress;
        }

        var found = new List<EngineFinding>();
        using var connection = Connection("auto+", address);
        await connection.ConnectAsync(Samples, found.Add, TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(found).Wire);
        Assert.IsType<InferenceOutcome.Unreachable>(await Generate(connection));

        await using var server = await SgLangAsync(address);
        Assert.IsType<InferenceOutcome.Rejected>(await Generate(connection));
        Assert.Equal("sglang", found[^1].Wire);
    }

    /// <summary>A bare address: what was found while a proxy spoke would be another wire, for good.</summary>
    [Theory]
    [InlineData("GET /v1/models", 429)]
    [InlineData("GET /v1/models", 500)]
    [InlineData("GET /v1/models", 502)]
    [InlineData("GET /v1/models", 503)]
    [InlineData("POST /tokenize", 429)]
    [InlineData("POST /tokenize", 502)]
    [InlineData("POST /tokenize", 503)]
    public async Task GenerateAsync_WhenAProxySpokeForTheEngine_LooksAtItAgain(string route, int status)
    {
        await using var server = await SgLangAsync();
        server.Statuses[route] = status;
        var found = new List<EngineFinding>();
        using var connection = Connection("", server.BaseAddress);

        await connection.ConnectAsync(Samples, found.Add, TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(found).Wire);
        Assert.True(Assert.IsType<InferenceOutcome.Unreachable>(await Generate(connection)).IsUnsent);

        server.Statuses.Clear();
        Assert.IsType<InferenceOutcome.Rejected>(await Generate(connection));
        Assert.Equal(("sglang", true), (found[^1].Wire, found[^1].HasOurTokenizer));
    }

    /// <summary>SGLang, <c>serving_tokenize.py</c>: without a tokenizer the route is there and 500, for ever.</summary>
    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task ConnectAsync_WhenTheEngineHasNoTokenizer_TakesItUnchecked(int status)
    {
        await using var server = await SgLangAsync();
        server.Statuses["POST /tokenize"] = status;

        var (found, _) = await ConnectAsync(server, "sglang+");

        Assert.Equal(("sglang", (bool?)null), (found.Wire, found.HasOurTokenizer));
    }

    /// <summary>A look takes ten seconds where nothing answers; turns that came together wait for one, and those after it look again.</summary>
    [Fact]
    public async Task GenerateAsync_OfManyWhileTheEngineIsSilent_WaitForOneLook()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0); // Takes connections, and never says a word.
        silent.Start();
        var clock = new FakeTimeProvider();
        using var connection = Connection("auto+", new($"http://{silent.LocalEndpoint}/"), clock);
        using var caller = new CancellationTokenSource();
        var givenUp = connection.GenerateAsync(EngineRequest.Of("s", [1], "{}"), observer: null, caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);

        var turns = Enumerable.Range(0, 5).Select(_ => Generate(connection)).ToArray();
        clock.Advance(TimeSpan.FromSeconds(10));
        var outcomes = await Task.WhenAll(turns).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.All(outcomes, outcome => Assert.IsType<InferenceOutcome.Unreachable>(outcome));
        var later = Generate(connection);
        Assert.False(later.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<InferenceOutcome.Unreachable>(await later);
    }

    [Fact]
    public async Task GenerateAsync_WithAKey_SendsItWithEachRequest()
    {
        await using var server = await EngineDouble.StartAsync(500, "{}");
        using var engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = server.BaseAddress, ApiKey = "k" }, TimeProvider.System);

        await Generate(engine);

        Assert.Equal("Bearer k", server.Authorization);
    }

    private static async Task<EngineDouble> SgLangAsync(Uri? address = null)
    {
        var server = await EngineDouble.StartAsync(500, "{}", address: address);
        server.Routes["GET /get_model_info"] = """{"model_path":"/models/qwen","tokenizer_path":"/models/qwen","is_generation":true}""";
        server.Routes["GET /server_info"] =
            """{"version":"0.5.9","incremental_streaming_output":false,"enable_return_routed_experts":true}""";
        server.Routes["GET /v1/models"] = """{"data":[{"id":"qwen","owned_by":"sglang","max_model_len":4096}]}""";
        server.Routes["POST /tokenize"] = """{"tokens":[64,293],"count":2,"max_model_len":4096}""";
        return server;
    }

    private static async Task<(EngineFinding Found, InferenceOutcome Outcome)> ConnectAsync(EngineDouble server, string prefix)
    {
        var found = new List<EngineFinding>();
        using var connection = Connection(prefix, server.BaseAddress);
        await connection.ConnectAsync(Samples, found.Add, TestContext.Current.CancellationToken);
        var outcome = await Generate(connection);
        return (Assert.Single(found), outcome);
    }

    private static EngineConnection Connection(string prefix, Uri address, TimeProvider? clock = null) => new(
        EngineAddress.Parse(new(prefix + address.AbsoluteUri))!, new() { BaseAddress = address }, clock ?? TimeProvider.System);

    private static Task<InferenceOutcome> Generate(IInferenceEngine engine) =>
        engine.GenerateAsync(EngineRequest.Of("s", [1], "{}"), observer: null, TestContext.Current.CancellationToken);

    private static string Place(EngineDouble server) => server.BaseAddress.GetLeftPart(UriPartial.Authority);
}
