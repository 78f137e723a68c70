using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>
/// A Python signature and the binding of arguments to it. Written as <c>value, /, width?, *rest, **keywords</c>: a question mark for a
/// parameter with a default, a slash after those that take no keyword.
/// </summary>
internal sealed class Signature
{
    private readonly string _function;
    private readonly string[] _names;
    private readonly int _required;
    private readonly int _positionalOnly;
    private readonly bool _takesRest;
    private readonly bool _takesKeywords;

    private Signature(string function, string text)
    {
        _function = function;
        Text = text;
        var parts = text.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        _takesRest = parts.Contains("*rest");
        _takesKeywords = parts.Contains("**keywords");
        _positionalOnly = Math.Max(0, Array.IndexOf(parts, "/"));
        parts = [.. parts.Where(static part => part is not ("/" or "*rest" or "**keywords"))];
        _required = parts.Count(static part => !part.EndsWith('?'));
        _names = [.. parts.Select(static part => part.TrimEnd('?'))];
    }

    public string Text { get; }

    public static Signature Parse(string function, string text) => new(function, text);

    /// <exception cref="EvaluationFault">Too many, missing, unknown or doubled arguments: kind Type.</exception>
    public Call Bind(Value? target, Arguments arguments, RenderState state)
    {
        state.Charge(1);
        var values = _names.Length == 0 ? [] : new Value?[_names.Length];
        if (target is not null && _required == 1 && arguments.Positional.Length == 0 && arguments.Keywords.Length == 0)
        {
            values[0] = target;
            return new Call(_function, state, values, [], []);
        }

        var rest = BindPositional(values, target, arguments.Positional);
        var keywords = arguments.Keywords.Length == 0 ? arguments.Keywords : BindKeywords(values, arguments.Keywords);
        for (var index = 0; index < _required; index++)
        {
            if (values[index] is null)
            {
                throw EvaluationFault.Type($"{_function}() missing a required argument: {PythonText.Repr(_names[index])}");
            }
        }

        return new Call(_function, state, values, rest, keywords);
    }

    private Value[] BindPositional(Value?[] values, Value? target, Value[] positional)
    {
        var offset = 0;
        if (target is not null && values.Length > 0)
        {
            values[0] = target;
            offset = 1;
        }

        var taken = Math.Min(positional.Length, values.Length - offset);
        Array.Copy(positional, 0, values, offset, taken);
        if (taken == positional.Length)
        {
            return [];
        }

        return _takesRest
            ? positional[taken..]
            : throw EvaluationFault.Type($"{_function}() takes at most {values.Length - offset} arguments ({positional.Length} given)");
    }

    private KeyValuePair<string, Value>[] BindKeywords(Value?[] values, KeyValuePair<string, Value>[] keywords)
    {
        var unbound = new List<KeyValuePair<string, Value>>();
        foreach (var keyword in keywords)
        {
            var index = Array.IndexOf(_names, keyword.Key);
            if (index < _positionalOnly)
            {
                unbound.Add(keyword);
            }
            else if (values[index] is not null)
            {
                throw EvaluationFault.Type($"{_function}() got multiple values for argument {PythonText.Repr(keyword.Key)}");
            }
            else
            {
                values[index] = keyword.Value;
            }
        }

        return unbound.Count == 0 || _takesKeywords
            ? [.. unbound]
            : throw EvaluationFault.Type($"{_function}() got an unexpected keyword argument {PythonText.Repr(unbound[0].Key)}");
    }
}
