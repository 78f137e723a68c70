using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>value in table</c>, where the table is a Python dict of names.</summary>
internal static class NameLookup
{
    /// <exception cref="EvaluationFault">The value cannot be a key.</exception>
    public static bool Has(BuiltinTable table, Value value)
    {
        if (!Equality.IsHashable(value))
        {
            throw EvaluationFault.Type($"unhashable type: {PythonText.Repr(value.TypeName)}");
        }

        return value is StringValue name && table.HasName(name.Text);
    }
}
