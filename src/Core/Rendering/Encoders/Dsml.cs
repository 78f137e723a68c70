using System.Collections.Immutable;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering.Encoders;

/// <summary>
/// DeepSeek's markup of tool calls: one <c>invoke</c> element a call and one <c>parameter</c> element an argument, which says whether
/// its text is a string as it is or JSON.
/// </summary>
internal static class Dsml
{
    /// <summary>Writes a block of calls after an assistant's text.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="block">The name of the element around the calls.</param>
    /// <param name="calls">The calls, one or more.</param>
    /// <param name="arguments">The named arguments of a call.</param>
    public static void AppendCalls(
        EncoderOutput output, string block, ImmutableArray<EncodedToolCall> calls, Func<EncodedToolCall, DictValue> arguments)
    {
        output.Append("\n\n").Append(Open(block)).Append(">\n");
        foreach (var call in calls)
        {
            output.Append(Open("invoke")).Append(" name=\"").Append(call.Name).Append("\">\n");
            AppendParameters(output, arguments(call));
            output.Append("\n").Append(Close("invoke")).Append("\n");
        }

        output.Append(Close(block));
    }

    /// <summary>How an element begins, up to its name.</summary>
    public static string Open(string element) => $"<{DeepSeekTokens.Dsml}{element}";

    /// <summary>How an element ends.</summary>
    public static string Close(string element) => $"</{DeepSeekTokens.Dsml}{element}>";

    private static void AppendParameters(EncoderOutput output, DictValue arguments)
    {
        var separator = "";
        foreach (var (key, value) in arguments.Entries)
        {
            output.Append(separator).Append(Open("parameter")).Append(" name=\"").Append(((StringValue)key).Text);
            _ = value is StringValue text
                ? output.Append("\" string=\"true\">").Append(text.Text)
                : output.Append("\" string=\"false\">").AppendJson(value);
            output.Append(Close("parameter"));
            separator = "\n";
        }
    }
}
