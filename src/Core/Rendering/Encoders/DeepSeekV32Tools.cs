namespace Tito.Core.Rendering.Encoders;

/// <summary>The declaration of tools that DeepSeek-V3.2 was trained on, and that of SGLang's copy of the encoder.</summary>
internal static class DeepSeekV32Tools
{
    private const string Before =
        """


        ## Tools

        You have access to a set of tools you can use to answer the user's question.
        You can invoke functions by writing a "<｜DSML｜function_calls>" block like the following as part of your reply to the user:
        <｜DSML｜function_calls>
        <｜DSML｜invoke name="$FUNCTION_NAME">
        <｜DSML｜parameter name="$PARAMETER_NAME" string="true|false">$PARAMETER_VALUE</｜DSML｜parameter>
        ...
        </｜DSML｜invoke>
        <｜DSML｜invoke name="$FUNCTION_NAME2">
        ...
        </｜DSML｜invoke>
        </｜DSML｜function_calls>

        String and scalar parameters should be specified as is without any escaping or quotes, while lists and objects should use JSON format. The "string" attribute should be set to "true" for string type parameters and "false" for other types (numbers, booleans, arrays, objects).

        If the thinking_mode is enabled, then after function results you should strongly consider outputting a thinking block. Here is an example:

        <｜DSML｜function_calls>
        ...
        </｜DSML｜function_calls>

        <function_results>
        ...
        </function_results>

        <think>...thinking about results</think>

        Here are the functions available in JSONSchema format:
        <functions>

        """;

    /// <summary>SGLang's copy (entrypoints/openai/encoding_dsv32.py) lacks the empty lines of the published text.</summary>
    private static readonly string BeforeInSgLang = "\n\n" + Before.TrimStart().Replace("\n\n", "\n", StringComparison.Ordinal);

    /// <summary>Writes the declaration, one function a line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="tools">One tool or more.</param>
    /// <param name="asSgLang">Whether the text is that of SGLang's copy.</param>
    public static void Append(EncoderOutput output, ToolList tools, bool asSgLang)
    {
        output.Append(asSgLang ? BeforeInSgLang : Before);
        foreach (var function in tools.Functions)
        {
            output.AppendJson(function).Append("\n");
        }

        output.Append("</functions>\n");
    }
}
