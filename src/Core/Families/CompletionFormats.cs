using System.Collections.Immutable;

namespace Tito.Core.Families;

/// <summary>The completion formats that the product knows, by the name that a family file has for them.</summary>
public static class CompletionFormats
{
    private const string Dsml = "｜DSML｜";

    /// <summary>Qwen2.5 and Qwen3: Hermes' JSON blocks.</summary>
    public static CompletionFormat Qwen { get; } = new CompletionFormat.Tagged(
        CompletionLayout.Edges, new CallFormat.JsonBlocks("<tool_call>", "</tool_call>"));

    /// <summary>Qwen3-Coder, Qwen3.5 and Nemotron 3: elements with the name after an equals sign.</summary>
    public static CompletionFormat QwenCoder { get; } = new CompletionFormat.Tagged(
        CompletionLayout.Edges,
        new CallFormat.Elements("<tool_call>", "</tool_call>", "<function=", "</function>", "<parameter=", "</parameter>")
        {
            HasLines = true,
            IsLoose = true,
        });

    /// <summary>GLM-4.5 and later.</summary>
    public static CompletionFormat Glm { get; } = new CompletionFormat.Tagged(
        CompletionLayout.Edges,
        new CallFormat.Pairs("<tool_call>", "</tool_call>", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>"));

    /// <summary>Kimi K2 and its successors.</summary>
    public static CompletionFormat Kimi { get; } = new CompletionFormat.Tagged(
        CompletionLayout.Verbatim,
        new CallFormat.Section(
            "<|tool_calls_section_begin|>",
            "<|tool_calls_section_end|>",
            "<|tool_call_begin|>",
            "<|tool_call_argument_begin|>",
            "<|tool_call_end|>"));

    /// <summary>MiniMax-M2 and its successors.</summary>
    public static CompletionFormat MiniMax { get; } = new CompletionFormat.Tagged(
        CompletionLayout.Edges,
        new CallFormat.Elements("<minimax:tool_call>", "</minimax:tool_call>", "<invoke", "</invoke>", "<parameter", "</parameter>")
        {
            HasAttributes = true,
        });

    /// <summary>DeepSeek-V3.2.</summary>
    public static CompletionFormat DeepSeekV32 { get; } = DeepSeek("function_calls");

    /// <summary>As V3.2, with another name for the block.</summary>
    public static CompletionFormat DeepSeekV4 { get; } = DeepSeek("tool_calls");

    /// <summary>Llama 3.1 and 3.3, which do not think.</summary>
    public static CompletionFormat Llama3 { get; } = new CompletionFormat.Tagged(
        CompletionLayout.Verbatim, new CallFormat.Bare("<|python_tag|>"))
    {
        Thinks = false,
    };

    /// <summary>The formats by name.</summary>
    public static ImmutableDictionary<string, CompletionFormat> All { get; } = ImmutableDictionary.CreateRange<string, CompletionFormat>(
        StringComparer.Ordinal,
        [
            new("plain", new CompletionFormat.Plain()),
            new("qwen", Qwen),
            new("qwen-coder", QwenCoder),
            new("glm", Glm),
            new("kimi", Kimi),
            new("minimax", MiniMax),
            new("deepseek-v3.2", DeepSeekV32),
            new("deepseek-v4", DeepSeekV4),
            new("llama3", Llama3),
            new("harmony", new CompletionFormat.Harmony()),
            new("inkling", new CompletionFormat.Inkling()),
        ]);

    /// <summary>The format that a parser of SGLang's reads, for a family file that names the parser alone; plain for other names.</summary>
    /// <param name="toolCallParser">A value of its <c>--tool-call-parser</c>, or null.</param>
    public static CompletionFormat OfParser(string? toolCallParser) => All[toolCallParser switch
    {
        "qwen25" or "qwen" or "hermes" => "qwen",
        "qwen3_coder" => "qwen-coder",
        "glm" or "glm45" or "glm47" => "glm",
        "kimi_k2" or "kimi_k2_raw_id" => "kimi",
        "minimax-m2" => "minimax",
        "deepseekv32" => "deepseek-v3.2",
        "deepseekv4" => "deepseek-v4",
        "llama3" => "llama3",
        "gpt-oss" => "harmony",
        "inkling" => "inkling",
        _ => "plain",
    }];

    private static CompletionFormat.Tagged DeepSeek(string block) => new(
        CompletionLayout.BeforeCalls,
        new CallFormat.Elements(
            $"<{Dsml}{block}>",
            $"</{Dsml}{block}>",
            $"<{Dsml}invoke",
            $"</{Dsml}invoke>",
            $"<{Dsml}parameter",
            $"</{Dsml}parameter>")
        {
            HasAttributes = true,
            TextToken = Dsml,
        });
}
