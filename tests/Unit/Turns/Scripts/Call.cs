using System.Text.Json;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>A tool call: which tool, with which value.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Value">The value of the one argument.</param>
/// <param name="IsRespelled">Whether the arguments are written as another client would write the same object.</param>
internal sealed record Call(string Name, int Value, bool IsRespelled)
{
    /// <summary>The call on the wire.</summary>
    /// <param name="index">Whether it carries the index of a stream.</param>
    public string Json(bool index)
    {
        var arguments = IsRespelled ? $$"""{ "k": null, "n": {{Value}}.0 }""" : $$"""{"n":{{Value}},"k":null}""";
        var function = $$"""{"name":"{{Name}}","arguments":"{{JsonEncodedText.Encode(arguments)}}"}""";
        return $$"""{{{(index ? "\"index\":0," : "")}}"id":"c","type":"function","function":{{function}}}""";
    }

    /// <summary>What a call on the wire says.</summary>
    public static Call Of(JsonElement call)
    {
        var function = call.GetProperty("function");
        var arguments = function.GetProperty("arguments").GetString()!;
        return new(
            function.GetProperty("name").GetString()!,
            (int)JsonElement.Parse(arguments).GetProperty("n").GetDecimal(),
            arguments.Contains(".0", StringComparison.Ordinal));
    }

    public override string ToString() => $"{Name}({Value}{(IsRespelled ? ".0" : "")})";
}
