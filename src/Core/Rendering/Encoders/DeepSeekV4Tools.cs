namespace Tito.Core.Rendering.Encoders;

/// <summary>The declaration of tools that DeepSeek-V4 was trained on.</summary>
internal static class DeepSeekV4Tools
{
    private const string Before =
        """


        ## Tools

        You have access to a set of tools to help answer the user's question. You can invoke tools by writing a "<｜DSML｜tool_calls>" block like the following:

        <｜DSML｜tool_calls>
        <｜DSML｜invoke name="$TOOL_NAME">
        <｜DSML｜parameter name="$PARAMETER_NAME" string="true|false">$PARAMETER_VALUE</｜DSML｜parameter>
        ...
        </｜DSML｜invoke>
        <｜DSML｜invoke name="$TOOL_NAME2">
        ...
        </｜DSML｜invoke>
        </｜DSML｜tool_calls>

        String parameters should be specified as is and set `string="true"`. For all other types (numbers, booleans, arrays, objects), pass the value in JSON format and set `string="false"`.

        If thinking_mode is enabled (triggered by <think>), you MUST output your complete reasoning inside <think>...</think> BEFORE any tool calls or final response.

        Otherwise, output directly after </think> with tool calls or final response.

        ### Available Tool Schemas


        """;

    private const string Behind = "\nYou MUST strictly follow the above defined tool name and parameter schemas to invoke tool calls.\n";

    /// <summary>Writes the declaration, one function a line.</summary>
    public static void Append(EncoderOutput output, ToolList tools)
    {
        output.Append(Before);
        foreach (var function in tools.Functions)
        {
            output.AppendJson(function).Append("\n");
        }

        output.Append(Behind);
    }
}
