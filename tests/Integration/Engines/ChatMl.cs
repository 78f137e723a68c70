using System.Collections.Immutable;
using System.Text;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Engines;

/// <summary>Prompts as Qwen3's template writes them, put together by hand.</summary>
internal static class ChatMl
{
    public const string Tools = """
        {"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["c", "f"]}, "days": {"type": "integer"}, "hours": {"type": "array", "items": {"type": "number"}}, "now": {"type": "boolean"}}, "required": ["city", "unit", "days", "hours", "now"]}}}
        {"type": "function", "function": {"name": "run_shell", "parameters": {"type": "object", "properties": {"command": {"type": "string"}}, "required": ["command"]}}}
        """;

    public static string System(string tools) =>
        $"<|im_start|>system\nBe brief.\n\n# Tools\n\nwithin <tools></tools> XML tags:\n<tools>\n{tools}\n</tools>\n\nFor each call<|im_end|>\n";

    public static string User(string text) => $"<|im_start|>user\n{text}<|im_end|>\n";

    public static string Assistant(string text) => $"<|im_start|>assistant\n{text}<|im_end|>\n";

    public static string ToolResult(string text) => User($"<tool_response>\n{text}\n</tool_response>");

    public static ImmutableArray<int> Prompt(params ReadOnlySpan<string> turns)
    {
        var text = new StringBuilder();
        foreach (var turn in turns)
        {
            text.Append(turn);
        }

        return Qwen3Model.Tokenizer.Encode(text.Append("<|im_start|>assistant\n").ToString(), SpecialTokens.Parse);
    }
}
