using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins;

/// <summary>Looks up a filter or a test that a template names at run time.</summary>
internal static class NamedBuiltin
{
    /// <exception cref="EvaluationFault">There is none of that name.</exception>
    public static Builtin Find(BuiltinTable table, string kind, Value name)
    {
        if (name is StringValue text)
        {
            return table.Find(text.Text)
                ?? throw new EvaluationFault(TemplateErrorKind.UnknownName, $"No {kind} named {PythonText.Repr(text.Text)}.");
        }

        throw Equality.IsHashable(name)
            ? new EvaluationFault(TemplateErrorKind.UnknownName, $"No {kind} has a {name.TypeName} for a name.")
            : EvaluationFault.Type($"unhashable type: {PythonText.Repr(name.TypeName)}");
    }
}
