using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Json;

/// <summary>The arguments of <c>json.dumps</c>.</summary>
/// <param name="EnsureAscii">Whether everything beyond ASCII is escaped.</param>
/// <param name="Indent">The text of one level, or null for one line.</param>
/// <param name="ItemSeparator">What stands between items.</param>
/// <param name="KeySeparator">What stands between key and value.</param>
/// <param name="SortKeys">Whether keys are sorted.</param>
internal sealed record JsonStyle(bool EnsureAscii, string? Indent, string ItemSeparator, string KeySeparator, bool SortKeys)
{
    /// <summary><c>json.dumps(value, ensure_ascii=False)</c>.</summary>
    public static JsonStyle Plain { get; } = new(false, null, ", ", ": ", false);

    /// <exception cref="EvaluationFault">
    /// The separators are not a pair of strings, or the indent is neither a number nor a string.
    /// </exception>
    public static JsonStyle From(bool ensureAscii, Value? indent, Value? separators, bool sortKeys, RenderState state)
    {
        if (!ensureAscii && indent is null or NoneValue && separators is null or NoneValue && !sortKeys)
        {
            return Plain;
        }

        var level = ReadIndent(indent, state);
        if (separators is null or NoneValue)
        {
            // "If indent is a non-negative integer or string …": then the default item separator has no space after it.
            return new JsonStyle(ensureAscii, level, level is null ? ", " : ",", ": ", sortKeys);
        }

        return Iteration.ToArray(separators, state) is [StringValue item, StringValue key]
            ? new JsonStyle(ensureAscii, level, item.Text, key.Text, sortKeys)
            : throw EvaluationFault.Argument("separators must be a pair of strings");
    }

    private static string? ReadIndent(Value? indent, RenderState state)
    {
        switch (indent)
        {
            case null or NoneValue:
                return null;
            case StringValue text:
                return text.Text;
            case var _ when Numbers.TryInteger(indent, out var width):
                var count = (int)BigInteger.Clamp(width, 0, int.MaxValue);
                state.Reserve(count);
                return new string(' ', count);
            default:
                throw EvaluationFault.Type($"can't multiply sequence by non-int of type {PythonText.Repr(indent.TypeName)}");
        }
    }
}
