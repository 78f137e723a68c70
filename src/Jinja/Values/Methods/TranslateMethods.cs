using System.Numerics;
using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>translate</c> and the <c>maketrans</c> that makes its tables.</summary>
internal static class TranslateMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        new("translate", "self, table, /", static (in call) => new StringValue(Translate(call.TargetText, call[1], call.State))),
        new("maketrans", "self, x, y?, z?, /", static (in call) => MakeTable(call)),
    ];

    /// <summary>Each character by <c>table[ord(character)]</c>; what the table does not have stays.</summary>
    private static string Translate(string text, Value table, RenderState state)
    {
        state.ChargeText(text.Length);
        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var replacement = Replace(rune, table, state);
            state.Reserve(result.Length + (long)replacement.Length);
            result.Append(replacement);
        }

        return result.ToString();
    }

    private static string Replace(Rune rune, Value table, RenderState state)
    {
        if (table is not (DictValue or SequenceValue or StringValue or RangeValue or UndefinedValue))
        {
            throw EvaluationFault.Type($"{PythonText.Repr(table.TypeName)} object is not subscriptable");
        }

        return table.FindItem(IntegerValue.Of(rune.Value), state) switch
        {
            null => rune.ToString(),
            NoneValue => "",
            StringValue text => text.Text,
            var value when Numbers.TryInteger(value, out var code) => Character(code),
            _ => throw EvaluationFault.Type("character mapping must return integer, None or str"),
        };
    }

    private static string Character(BigInteger code) => code.Sign >= 0 && code <= 0x10ffff && Rune.IsValid((int)code)
        ? new Rune((int)code).ToString()
        : throw EvaluationFault.Argument("character mapping must be in range(0x110000), surrogates left out");

    private static DictValue MakeTable(in Call call)
    {
        var table = new DictBuilder();
        if (call.Find(2) is null)
        {
            AddKeys(table, call[1], call.State);
            return table.ToDict();
        }

        var (from, to) = (CodePoints.ToRunes(call.Text(1)), CodePoints.ToRunes(call.Text(2)));
        if (from.Length != to.Length)
        {
            throw EvaluationFault.Argument("the first two maketrans arguments must have equal length");
        }

        Rune[] removed = call.Find(3) is null ? [] : CodePoints.ToRunes(call.Text(3));
        call.State.Reserve(from.Length + (long)removed.Length);
        for (var index = 0; index < from.Length; index++)
        {
            table.Set(IntegerValue.Of(from[index].Value), IntegerValue.Of(to[index].Value), call.State);
        }

        foreach (var rune in removed)
        {
            table.Set(IntegerValue.Of(rune.Value), Value.None, call.State);
        }

        return table.ToDict();
    }

    /// <summary>A table with characters for keys.</summary>
    private static void AddKeys(DictBuilder table, Value given, RenderState state)
    {
        if (given is not DictValue dict)
        {
            throw EvaluationFault.Type("if you give only one argument to maketrans it must be a dict");
        }

        state.ChargeText(dict.Count);
        foreach (var (key, value) in dict.Entries)
        {
            table.Set(CodeOf(key), value, state);
        }
    }

    private static Value CodeOf(Value key) => key switch
    {
        IntegerValue or BooleanValue => key,
        StringValue text when CodePoints.Count(text.Text) == 1 => IntegerValue.Of(Rune.GetRuneAt(text.Text, 0).Value),
        StringValue => throw EvaluationFault.Argument("string keys in translate table must be of length 1"),
        _ => throw EvaluationFault.Type("keys in translate table must be strings or integers"),
    };
}
