using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Tests.Integration.Engines;

[assembly: Wire<EngineRegistryTests.FifthWire>]

namespace Tito.Tests.Integration.Engines;

/// <summary>Wires are found by what they say of themselves: a new one is a folder and no line anywhere else.</summary>
public sealed class EngineRegistryTests
{
    [Fact]
    public void Names_AreThoseOfTheFolders() => Assert.Equal(["sglang", "sglang-chat", "vllm", "vllm-generate"], EngineRegistry.Names);

    [Fact]
    public void Of_AnAssemblyWithAnotherWire_FindsIt() =>
        Assert.Equal("fifth", Assert.Single(EngineRegistry.Of(typeof(EngineRegistryTests).Assembly)).Name);

    [Fact]
    public void Create_WhenNoWireHasTheName_SaysWhichThereAre() => Assert.Contains(
        "sglang, sglang-chat, vllm, vllm-generate",
        Assert.Throws<ArgumentException>(() => EngineRegistry.Create("tgi", new() { BaseAddress = new("http://h") }, TimeProvider.System)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("http://h:1", null, true, "http://h:1/")]
    [InlineData("https://h/base", null, true, "https://h/base")]
    [InlineData("auto+http://h:1", null, false, "http://h:1/")]
    [InlineData("sglang+http://h:1/x", "sglang", false, "http://h:1/x")]
    [InlineData("sglang-chat+https://h", "sglang-chat", false, "https://h/")]
    [InlineData("vllm+http://[::1]:8000", "vllm", false, "http://[::1]:8000/")]
    [InlineData("VLLM-generate+http://h", "vllm-generate", false, "http://h/")]
    public void Parse_AnAddress_PartsItsWire(string text, string? wire, bool isBare, string root)
    {
        var address = EngineAddress.Parse(new(text));

        Assert.Equal((wire, isBare, new Uri(root)), (address?.Wire, address?.IsBare, address?.Root));
    }

    [Theory]
    [InlineData("ftp://h")]
    [InlineData("tgi+http://h")]
    [InlineData("sglang+ftp://h")]
    [InlineData("sglang+http:/h")]
    [InlineData("+http://h")]
    public void Parse_AnythingElse_IsNothing(string text) =>
        Assert.True(!Uri.TryCreate(text, UriKind.Absolute, out var address) || EngineAddress.Parse(address) is null);

    internal sealed class FifthWire : IEngineWire
    {
        public string Name => "fifth";

        public string Path => "/fifth";

        public int? ContextReserve => null;

        public IScoringWire? Scoring => null;

        public bool CanStream(InferenceRequest request) => false;

        public ReadOnlyMemory<byte> Fields(InferenceRequest request, int? limit) => throw new NotSupportedException();

        public int HeadLength(InferenceRequest request, ReadOnlySpan<byte> fields) => throw new NotSupportedException();

        public int WriteHead(InferenceRequest request, ReadOnlySpan<byte> fields, bool stream, Span<byte> head) => throw new NotSupportedException();

        public IAnswerReader Read(InferenceRequest request, ReadOnlyMemory<byte> fields) => throw new NotSupportedException();

        public IEnumerable<AbortCall> Abort(IReadOnlyCollection<string> ids) => [];

        public Task<EngineProbe?> ProbeAsync(EngineHttp http, CancellationToken cancellationToken) => Task.FromResult<EngineProbe?>(null);
    }
}
