using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>The tools of a request in the form that the engine gives to templates.</summary>
/// <remarks>
/// SGLang reads tools into its own models and dumps them again (protocol.py: Tool, Function), so a template sees
/// <c>{"type", "function": {"description", "name", "parameters", "strict"}}</c> in that order, defaults filled in, unknown keys gone.
/// Immutable and thread-safe.
/// </remarks>
public sealed class ToolList
{
    private ToolList(ImmutableArray<Value> functions) => Functions = functions;

    /// <summary>No tools.</summary>
    public static ToolList Empty { get; } = new([]);

    /// <summary>The bare function objects.</summary>
    internal ImmutableArray<Value> Functions { get; }

    /// <summary>Whether there are no tools.</summary>
    public bool IsEmpty => Functions.IsEmpty;

    /// <summary>The wrapped form, or None when there are no tools.</summary>
    internal Value Wrapped() => IsEmpty
        ? Value.None
        : ListValue.Of(Functions.Select(function => (Value)DictValue.Of([new("type", Value.From("function")), new("function", function)])));

    /// <summary>The bare form, which some templates are written for.</summary>
    internal Value Bare() => ListValue.Of(Functions);

    /// <summary>Whether a template that is given the other list is given the same, up to the order of keys within a schema.</summary>
    /// <param name="other">The other list.</param>
    /// <param name="inOrder">Whether that order counts as well; see <see cref="SameValue"/>.</param>
    internal bool IsDeclaredAs(ToolList other, bool inOrder) =>
        inOrder ? SameValue.InOrder(Bare(), other.Bare()) : SameValue.InAnyOrder(Bare(), other.Bare());

    /// <summary>Reads a request's <c>tools</c>.</summary>
    /// <param name="tools">A JSON array, JSON null, or null.</param>
    /// <exception cref="MessageException">It is anything else; names the tool and the field.</exception>
    public static ToolList Parse(JsonElement? tools)
    {
        if (tools is not { ValueKind: not JsonValueKind.Null } json)
        {
            return Empty;
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            throw new MessageException("tools", "must be an array.");
        }

        JsonText.RequireValid(json, "tools");
        return new([.. json.EnumerateArray().Select((tool, i) => ParseTool(tool, $"tools[{i}]"))]);
    }

    private static DictValue ParseTool(JsonElement tool, string param)
    {
        var function = Function(tool, param);

        if (tool.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("function")))
        {
            throw new MessageException($"{param}.type", "must be \"function\".");
        }

        return DictValue.Of(
        [
            new("description", Field(function, "description", param, JsonValueKind.String, JsonValueKind.Null)),
            new("name", function.TryGetProperty("name", out _)
                ? Field(function, "name", param, JsonValueKind.String)
                : throw new MessageException($"{param}.function.name", "is required.")),
            new("parameters", Field(function, "parameters", param, JsonValueKind.Object, JsonValueKind.Null)),
            new("strict", function.TryGetProperty("strict", out var strict) && strict.ValueKind != JsonValueKind.Null
                ? Field(function, "strict", param, JsonValueKind.True, JsonValueKind.False)
                : Value.From(false)),
        ]);
    }

    /// <summary>The function of a tool; a bare function, an object with a name and no function, is its own.</summary>
    private static JsonElement Function(JsonElement tool, string param) =>
        tool.ValueKind != JsonValueKind.Object
            ? throw new MessageException(param, "must be an object with a function object.")
        : !tool.TryGetProperty("function", out var function) && tool.TryGetProperty("name", out _) ? tool
        : function.ValueKind == JsonValueKind.Object ? function
        : throw new MessageException(param, "must be an object with a function object.");

    private static Value Field(JsonElement function, string name, string param, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (!function.TryGetProperty(name, out var value))
        {
            return Value.None;
        }

        return kinds.Contains(value.ValueKind)
            ? TemplateValue.Of(value, $"{param}.function.{name}")
            : throw new MessageException($"{param}.function.{name}", $"cannot be {JsonText.KindOf(value)}.");
    }
}
