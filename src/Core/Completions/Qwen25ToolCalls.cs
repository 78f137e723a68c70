using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Completions;

/// <summary>The tool-call parser <c>qwen25</c>: each call is a JSON object in a block of its own.</summary>
/// <remarks>
/// SGLang, <c>Qwen25Detector</c> in <c>srt/function_call/qwen25_detector.py</c>: "&lt;tool_call&gt;\n{"name":"func1",
/// "arguments":{...}}\n&lt;/tool_call&gt;"; the content is <c>text[:idx].strip()</c>, all before the first block. Two differences, both so
/// that no text is lost: a block that is not a call stays in the content (SGLang drops it), and so does text after a block.
/// </remarks>
internal static class Qwen25ToolCalls
{
    /// <summary>The tag that opens a block.</summary>
    public const string OpenTag = "<tool_call>";

    private const string Open = OpenTag + "\n";
    private const string Close = "\n</tool_call>";

    /// <summary>Parts the calls from the rest, which is trimmed if there are any and untouched otherwise.</summary>
    /// <param name="text">A completion without its stop token and its reasoning.</param>
    public static (string Content, ImmutableArray<ParsedCompletion.ToolCall> Calls) Split(string text)
    {
        var calls = ImmutableArray.CreateBuilder<ParsedCompletion.ToolCall>();
        var rest = new StringBuilder();
        var copied = 0;
        for (var from = 0; text.IndexOf(Open, from, StringComparison.Ordinal) is >= 0 and var open;)
        {
            var body = open + Open.Length;
            var close = text.IndexOf(Close, body, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            from = close + Close.Length;
            if (ReadCall(text[body..close]) is { } call)
            {
                calls.Add(call);
                rest.Append(text, copied, open - copied);
                copied = from;
            }
        }

        return calls.Count == 0
            ? (text, [])
            : (PythonText.Strip(rest.Append(text, copied, text.Length - copied).ToString()), calls.ToImmutable());
    }

    private static ParsedCompletion.ToolCall? ReadCall(string block)
    {
        try
        {
            var call = StrictJson.Parse(PythonText.Strip(block));
            return call.ValueKind == JsonValueKind.Object
                && call.TryGetProperty("name", out var name)
                && name is { ValueKind: JsonValueKind.String }
                && name.GetString() is { Length: > 0 } text
                && Arguments(call) is { ValueKind: JsonValueKind.Object } arguments
                ? new(text, ArgumentsText.Of(arguments))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // How JsonElement reports an escaped lone surrogate, which no message can carry.
            return null;
        }
    }

    /// <summary>SGLang, <c>base_format_detector.py</c>: <c>act.get("parameters") or act.get("arguments", {})</c>.</summary>
    private static JsonElement Arguments(JsonElement call) =>
        call.TryGetProperty("parameters", out var parameters)
            && parameters is { ValueKind: JsonValueKind.Object }
            && parameters.GetPropertyCount() > 0 ? parameters
        : call.TryGetProperty("arguments", out var arguments) ? arguments
        : JsonElement.Parse("{}");
}
