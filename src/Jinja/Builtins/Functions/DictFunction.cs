using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Functions;

/// <summary><c>dict</c>: from a mapping or pairs, and from keywords.</summary>
internal static class DictFunction
{
    public static Builtin Definition { get; } = new("dict", "iterable?, /, **keywords", static (in call) =>
        Build(call.Find(0), call.Keywords, call.State));

    public static DictValue Build(Value? source, KeyValuePair<string, Value>[] keywords, RenderState state)
    {
        var builder = new DictBuilder();
        if (source is DictValue dict)
        {
            foreach (var (key, value) in dict.Entries)
            {
                state.Charge(1);
                builder.Set(key, value, state);
            }
        }
        else if (source is UndefinedValue undefined)
        {
            // dict() asks for a "keys" attribute first.
            throw undefined.Fault();
        }
        else if (source is not null)
        {
            AddPairs(builder, source, state);
        }

        foreach (var (name, value) in keywords)
        {
            builder.Set(new StringValue(name), value);
        }

        return builder.ToDict();
    }

    private static void AddPairs(DictBuilder builder, Value source, RenderState state)
    {
        var index = 0;
        foreach (var item in Iteration.Walk(source, state))
        {
            if (item.TryIterate() is null)
            {
                throw EvaluationFault.Type($"cannot convert dictionary update sequence element #{index} to a sequence");
            }

            if (Iteration.ToArray(item, state) is not [var key, var value])
            {
                throw EvaluationFault.Argument($"dictionary update sequence element #{index} has the wrong length; 2 is required");
            }

            builder.Set(key, value, state);
            index++;
        }
    }
}
