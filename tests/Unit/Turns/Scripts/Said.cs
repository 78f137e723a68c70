using System.Text.Json;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What a message says, apart from the ways to write nothing.</summary>
/// <param name="Role">The role's word.</param>
/// <param name="Content">The text; may be empty.</param>
/// <param name="Reasoning">The reasoning; may be empty.</param>
/// <param name="Call">The tool call, or null.</param>
internal sealed record Said(string Role, string Content, string Reasoning = "", Call? Call = null)
{
    /// <summary>How many ways there are to write a message.</summary>
    public const int Spellings = 3;

    private static readonly string?[] NoText = [null, "null", "\"\""];
    private static readonly string?[] NoCalls = [null, "null", "[]"];

    /// <summary>The message on the wire.</summary>
    /// <param name="spelling">How nothing is written, 0 to <see cref="Spellings"/> - 1.</param>
    public string Json(int spelling) => "{" + string.Join(',', Fields(spelling)) + "}";

    /// <summary>What a message on the wire says.</summary>
    public static Said Of(JsonElement message)
    {
        return new(
            Text(message, "role"),
            Text(message, "content"),
            Text(message, "reasoning_content"),
            message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array && calls.GetArrayLength() > 0 ? Scripts.Call.Of(calls[0]) : null);

        static string Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }

    public override string ToString() => $"{Role[0]}'{Content}'{(Reasoning.Length == 0 ? "" : $"~{Reasoning}")}{Call}";

    private IEnumerable<string> Fields(int spelling)
    {
        yield return $"\"role\":\"{Role}\"";
        foreach (var (name, value) in new[]
        {
            ("content", Content.Length > 0 ? $"\"{Content}\"" : NoText[spelling]),
            ("reasoning_content", Reasoning.Length > 0 ? $"\"{Reasoning}\"" : NoText[spelling]),
            ("tool_calls", Call is { } call ? $"[{call.Json(index: spelling == 1)}]" : NoCalls[spelling]),
        })
        {
            if (value is not null)
            {
                yield return $"\"{name}\":{value}";
            }
        }

        if (spelling == 2)
        {
            yield return "\"x\":0";
        }
    }
}
