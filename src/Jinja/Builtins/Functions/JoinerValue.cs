using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary>Yields nothing on its first call and the separator on every later one.</summary>
internal sealed class JoinerValue(Value separator) : CallableValue
{
    private bool _isUsed;

    internal override string TypeName => "Joiner";

    internal override Value Call(Arguments arguments, RenderState state)
    {
        if (arguments is not { Positional.Length: 0, Keywords.Length: 0 })
        {
            throw EvaluationFault.Type("Joiner.__call__() takes no arguments");
        }

        var result = _isUsed ? separator : StringValue.Empty;
        _isUsed = true;
        return result;
    }

    internal override Value? FindAttribute(string name) => name switch
    {
        "sep" => separator,
        "used" => BooleanValue.Of(_isUsed),
        _ => null,
    };

    internal override void WriteRepr(ReprWriter writer) => writer.Append("<jinja2.utils.Joiner object>");
}
